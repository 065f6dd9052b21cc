package io.slipway.github.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.github.expression.Expression.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Names NAMES = new Names(
            Set.of("known", "github", "part"), Set.of("success", "failure", "always", "cancelled", "hashfiles"));

    private static final Contexts CONTEXTS = new Contexts(
            Map.of(
                    "known",
                    new Value.Fields(Map.of(
                            "text", new Value.Text("Hello"),
                            "list", new Value.Items(List.of(item("a", 1), item("b", 2))),
                            "zero", new Value.Amount(0))),
                    "part",
                    new Value.Fields(Map.of("there", new Value.Text("x")), false)),
            Truth.YES);

    private static Value item(String name, double number) {
        return new Value.Fields(Map.of("Name", new Value.Text(name), "n", new Value.Amount(number)));
    }

    private static Value value(String expression) {
        return Expression.parse(expression, NAMES).evaluate(CONTEXTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '"',
            value = {
                "1 == '1' @ true",
                "'' == 0 @ true",
                "null == false @ true",
                "'ABC' == 'abc' @ true",
                "'b' > 'A' && 'a' <= 'A' @ true",
                "'İ' == 'i' @ false",
                "'ıx' == 'ıX' @ true",
                "NaN == NaN @ false",
                "true && 'last' @ last",
                "0 || 'other' @ other",
                "!'' @ true",
                "1 < 2 == true @ true",
                "(known.text) @ Hello",
                "KNOWN.TEXT @ Hello",
                "known['text'] @ Hello",
                "known.none.deeper @ \"\"",
                "join(known.list.*.name) @ a,b",
                "join(known.list.*.n, '+') @ 1+2",
                "known.list[1].name @ b",
                "known.list[1.9].name @ b",
                "known.list[5] @ \"\"",
                "join(known.text.*) @ \"\"",
                "contains('Hello', 'ELL') @ true",
                "contains(known.list.*.name, 'B') @ true",
                "contains(known, 'x') @ false",
                "startsWith(known.text, 'he') && endsWith(known.text, 'LO') @ true",
                "startsWith(known, 'h') @ false",
                "format('{1}-{0}-{{}}', 1, 'x') @ x-1-{}",
                "fromJSON('[1, {\"a\": [true, null]}]')[1].a[0] @ true",
                "toJSON(fromJSON('{ \"a\" : [ 1 , \"x\\n\\u0041\" ] , \"b\" : {} }')) == toJSON(known) @ false",
                "case(false, 1, true, 2, 3) @ 2",
                "0xff @ 255",
                "-1.5e3 @ -1500",
                "1e20 @ 1E+20",
                "0.000001 @ 1E-06",
                "-Infinity @ -Infinity",
                "success() @ true",
                "failure() || cancelled() @ false",
                "always() @ true",
                "'it''s' @ it's"
            })
    void comes_to_what_github_makes_of_it(String expression, String text) {
        assertThat(value(expression).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "github.ref @ MAYBE",
                "github.ref == 'x' @ MAYBE",
                "part.there == 'x' @ YES",
                "part.missing == 'x' @ MAYBE",
                "!github.ref @ MAYBE",
                "github.ref && false @ NO",
                "false && github.ref @ NO",
                "github.ref || true @ YES",
                "github.ref || 0 @ MAYBE",
                "!(github.ref && false) @ YES",
                "contains(github.ref, 'x') @ MAYBE",
                "hashFiles('x') @ MAYBE",
                "known.list[github.n] @ MAYBE",
                "join(part.*) @ MAYBE",
                "case(github.ref, 1, 2) @ MAYBE",
                "github[known.text] @ MAYBE"
            })
    void what_is_not_known_stays_unknown_unless_it_does_not_matter(String expression, Truth truth) {
        assertThat(value(expression).truth()).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 +",
                "1 =",
                "a",
                "github.",
                "github[",
                "github[1",
                "(1",
                "1)",
                "'open",
                "1 2",
                "none()",
                "contains(1)",
                "format()",
                "case(true, 1)",
                "case(1, 2, 3)",
                "format('{0')",
                "format('{1}', 1)",
                "format('}')",
                "fromJSON('')",
                "fromJSON('{')",
                "fromJSON('{\"a\" 1}')",
                "fromJSON('[1')",
                "fromJSON('[1] 2')",
                "fromJSON('tru')",
                "fromJSON('\"\\x\"')",
                "fromJSON('\"\\u12\"')",
                "fromJSON('\"')",
                "fromJSON('{1:2}')",
                "fromJSON('\"\\')",
                "-x",
                "\"x\"",
                "success(",
                "hashFiles()",
                "&",
                "github.1"
            })
    void what_is_no_expression_says_what_is_wrong(String expression) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(ExpressionException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void bounds_are_githubs_own() {
        assertThatThrownBy(() -> value("!".repeat(60) + "true")).hasMessageContaining("50 levels");
        assertThatThrownBy(() -> value(" ".repeat(22_000))).hasMessageContaining("21000 characters");
        assertThatThrownBy(() -> value("fromJSON('" + "[".repeat(200) + "')")).hasMessageContaining("no JSON");
        assertThat(value(" ").text()).isEmpty();
    }

    @Test
    void a_template_keeps_what_is_not_known() {
        Template template = template("a ${{ known.text }} b ${{ github.ref }} ${{ '}}' }}");

        assertThat(template.fill(CONTEXTS)).isEqualTo("a Hello b ${{ github.ref }} }}");
        assertThat(template.evaluate(CONTEXTS).isUnknown()).isTrue();
        assertThat(template.expressions()).hasSize(3);
        assertThat(template).hasToString("a ${{ known.text }} b ${{ github.ref }} ${{ '}}' }}");
        assertThat(template.expressions().get(0)).hasToString("known.text");
        assertThat(template("${{ known.zero }}").evaluate(CONTEXTS)).isEqualTo(new Value.Amount(0));
        assertThat(template("x${{ known.zero }}").evaluate(CONTEXTS)).isEqualTo(new Value.Text("x0"));
        assertThatThrownBy(() -> template("${{ 1")).hasMessageContaining("is not closed");
        assertThatThrownBy(() -> template("${{ }}")).hasMessageContaining("nothing between");
    }

    @Test
    void json_is_written_as_github_writes_it() {
        assertThat(value(
                                "toJSON(fromJSON('{\"a\": [1, true, null, \"q\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\/\"], \"b\": {}, \"c\": []}'))")
                        .text())
                .isEqualTo("{\n  \"a\": [\n    1,\n    true,\n    null,\n    \"q\\\"\\\\\\n\\r\\t\\b\\f\\u0001/\"\n  ],"
                        + "\n  \"b\": {},\n  \"c\": []\n}");
    }

    @Test
    void truths_join_as_three_values_do() {
        assertThat(Truth.YES.or(Truth.MAYBE)).isEqualTo(Truth.YES);
        assertThat(Truth.NO.or(Truth.NO)).isEqualTo(Truth.NO);
        assertThat(Truth.NO.or(Truth.MAYBE)).isEqualTo(Truth.MAYBE);
        assertThat(Truth.MAYBE.and(Truth.NO)).isEqualTo(Truth.NO);
        assertThat(new Value.Text("A").equalTo(new Value.Text("a"))).isEqualTo(Truth.YES);
        assertThat(Value.unknown().number()).isNaN();
        assertThat(Value.unknown().text()).isEqualTo("…");
    }

    private static Template template(String text) {
        return Template.parse(text, written -> Expression.parse(written, NAMES));
    }
}
