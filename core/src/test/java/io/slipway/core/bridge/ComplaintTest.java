package io.slipway.core.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplaintTest {
    @TempDir
    private Path root;

    private Path service = Path.of("");

    @BeforeEach
    void a_project_with_files() throws IOException {
        service = Files.createDirectories(root.resolve("svc/src"));
        for (String file : List.of("A.java", "b.c", "c.ts")) Files.writeString(service.resolve(file), "");
        service = root.resolve("svc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/A.java:3: error: cannot find symbol|error svc/src/A.java:3:0 cannot find symbol",
                "src/b.c:4:7: fatal error: no x.h|error svc/src/b.c:4:7 no x.h",
                "svc/src/b.c:4:7: warning: unused|warning svc/src/b.c:4:7 unused",
                "[ERROR] src/A.java:[9,2] oh|error svc/src/A.java:9:2 oh",
                "[WARNING] src/A.java:[9] hm|warning svc/src/A.java:9:0 hm",
                "src/c.ts(1,2): error TS2304: x|error svc/src/c.ts:1:2 TS2304: x",
                "src/A.java:3: error:|error svc/src/A.java:3:0 see the log"
            })
    void compilers_say_where(String line, String expected) {
        assertThat(Complaint.in("before\n\u001b[31m" + line + "\u001b[0m\nafter", root, service))
                .singleElement()
                .extracting(c -> (c.error() ? "error " : "warning ") + c.file() + ":" + c.line() + ":" + c.column()
                        + " " + c.message())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd:1: error: x",
        "../../outside.c:1: error: x",
        "src/none.c:1: error: x",
        "src/A.java:99999999999999: error: x",
        "error: src/A.java is odd",
        "src/A.java:0: error: x"
    })
    void what_is_no_place_in_the_project_is_left_out(String line) {
        assertThat(Complaint.in(line, root, service)).isEmpty();
        assertThat(Complaint.in("src/A.java:1: error: " + "x".repeat(3_000), root, service))
                .isEmpty();
    }

    @Test
    void the_same_is_said_once_and_not_without_end() {
        StringBuilder log = new StringBuilder("src/A.java:1: error: x\nsrc/A.java:1: error: x\n");
        assertThat(Complaint.in(log.toString(), root, service)).hasSize(1);
        for (int i = 1; i < 500; i++) log.append("src/A.java:").append(i).append(": error: x\n");
        assertThat(Complaint.in(log.toString(), root, service)).hasSize(50);
    }

    @Test
    void a_test_that_failed_is_found_by_its_file_or_its_stack_trace() throws IOException {
        TestResults tests = results("""
                <testsuites><testsuite><testcase classname="shop.ATest" name="adds" time="1">
                <failure message="expected 1&#10;but was 2"><![CDATA[x
                at org.junit.Assert.fail(Assert.java:7)
                at shop.ATest$Inner.help(ATest.java:12)]]><b>c</b></failure></testcase>
                <testcase file="src/c.ts" line="5" name="renders"><error>
                Timeout
                more</error></testcase>
                <testcase file="src/c.ts" line="x" name="no line"><error/></testcase>
                <testcase classname="lost.Test" name="x"><failure/></testcase>
                <testcase name="skips"><skipped/></testcase></testsuite></testsuites>
                """);

        List<Complaint> complaints =
                Complaint.of(tests, root, service, List.of("svc/src/shop/BTest.java", "svc/test/shop/ATest.java"));

        assertThat(complaints)
                .containsExactly(
                        new Complaint(true, "svc/test/shop/ATest.java", 12, 0, "shop.ATest.adds: expected 1"),
                        new Complaint(true, "svc/src/c.ts", 5, 0, "renders: Timeout"),
                        new Complaint(true, "svc/src/c.ts", 1, 0, "no line: error"));
        assertThat(tests.count()).isEqualTo(5);
        assertThat(tests.skipped()).isEqualTo(1);
        assertThat(tests.failures()).hasSize(4);
        assertThatThrownBy(() -> results("<a>")).hasMessageContaining("not XML");
    }

    private static TestResults results(String xml) {
        TestResults tests = new TestResults();
        tests.add(xml.getBytes(UTF_8));
        return tests;
    }
}
