package io.slipway.gitlab.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.gitlab.read.Conditions.MalformedConditionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private static final Variables JOB = Variables.ofJob(Map.of("A", "main", "EMPTY", "", "P", "/^MA/i"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "$A == \"main\" ~ YES",
                "$A == 'dev' ~ NO",
                "$A != 'dev' ~ YES",
                "$A ~ YES",
                "$EMPTY ~ NO",
                "$MISSING ~ NO",
                "$MISSING == null ~ YES",
                "$EMPTY == null ~ NO",
                "$EMPTY == \"\" ~ YES",
                "null != $A ~ YES",
                "$A == $A ~ YES",
                "$A && $MISSING ~ NO",
                "$A || $MISSING ~ YES",
                "$MISSING || $A && $EMPTY ~ NO",
                "($MISSING || $A) && $A ~ YES",
                "($A == 'main' && ($EMPTY == '')) ~ YES",
            })
    void conditions_hold_as_gitlab_says(String condition, Truth expected) throws MalformedConditionException {
        assertThat(Conditions.evaluate(condition, JOB)).isEqualTo(expected);
    }

    @Test
    void patterns_match_as_gitlab_says() throws MalformedConditionException {
        assertThat(Conditions.evaluate("$A =~ /^ma.n$/", JOB)).isEqualTo(Truth.YES);
        assertThat(Conditions.evaluate("$A =~ /^MA/", JOB)).isEqualTo(Truth.NO);
        assertThat(Conditions.evaluate("$A =~ /^MA/i", JOB)).isEqualTo(Truth.YES);
        assertThat(Conditions.evaluate("$A !~ /x\\/y/", JOB)).isEqualTo(Truth.YES);
        assertThat(Conditions.evaluate("$A =~ $P", JOB)).isEqualTo(Truth.YES);
        assertThat(Conditions.evaluate("$A =~ 'main'", JOB)).isEqualTo(Truth.NO);
        assertThat(Conditions.evaluate("$A !~ null", JOB)).isEqualTo(Truth.YES);
        assertThat(Conditions.evaluate("$MISSING =~ /x/", JOB)).isEqualTo(Truth.NO);
        assertThat(Conditions.evaluate("$A =~ /[/", JOB)).isEqualTo(Truth.MAYBE);
    }

    @Test
    void what_is_not_known_may_be_anything() throws MalformedConditionException {
        assertThat(Conditions.evaluate("$X == 'a'", Variables.UNKNOWN)).isEqualTo(Truth.MAYBE);
        assertThat(Conditions.evaluate("$X =~ /a/", Variables.UNKNOWN)).isEqualTo(Truth.MAYBE);
        assertThat(Conditions.evaluate("$X && null", Variables.UNKNOWN)).isEqualTo(Truth.NO);
        assertThat(Conditions.evaluate("$X || 'a'", Variables.UNKNOWN)).isEqualTo(Truth.YES);
        assertThat(Conditions.evaluate("$X != 'a'", Variables.UNKNOWN)).isEqualTo(Truth.MAYBE);
    }

    @Test
    void a_pattern_that_looks_for_ever_is_given_up() throws MalformedConditionException {
        Variables hostile = Variables.ofJob(Map.of("A", "a".repeat(40) + "!"));

        assertThat(Conditions.evaluate("$A =~ /^.*.*.*.*.*.*x$/", hostile)).isEqualTo(Truth.MAYBE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "$A ==", "$A = 'x'", "'x", "/x", "(A", "($A", "${A}", "$A $A", "A == B", "!$A"})
    void what_is_no_condition_says_what_was_expected(String text) {
        assertThatThrownBy(() -> Conditions.evaluate(text, JOB))
                .isInstanceOf(MalformedConditionException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void deep_parentheses_are_refused() {
        assertThatThrownBy(() -> Conditions.evaluate("(".repeat(10_000), JOB))
                .isInstanceOf(MalformedConditionException.class);
    }
}
