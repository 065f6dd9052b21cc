package shop.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The runner cannot be trusted to judge itself, so this is a plain program that throws when something is wrong. */
public final class SelfTest {
    public static final class Sample {
        @Test
        public void fails() {
            Check.equal(1 + 1, 3);
        }

        @Test
        public void passes() {
            Check.refuses(IllegalStateException.class, "closed", () -> {
                throw new IllegalStateException("the shop is closed");
            });
        }

        @Test
        public void quotes() {
            Check.that(false, "1 < 0 & \"so on\"");
        }

        @Test
        public void waits_for_a_refusal_that_never_comes() {
            Check.refuses(IllegalStateException.class, "closed", () -> {});
        }

        public void is_no_test() {
            throw new IllegalStateException("ran a method that is no test");
        }
    }

    public static void main(String[] args) throws Exception {
        List<TestRun.Result> results = TestRun.of(Sample.class);
        expect(
                results.stream().map(TestRun.Result::name).toList(),
                List.of("fails", "passes", "quotes", "waits_for_a_refusal_that_never_comes"));
        expect(results.stream().map(TestRun.Result::failed).toList(), List.of(true, false, true, true));
        expect(results.get(0).failure(), "java.lang.AssertionError: was <2>, expected <3>");

        Path report = Files.createTempDirectory("testkit").resolve("TEST-sample.xml");
        JUnitReport.write(report, "sample", results);
        List<String> lines = Files.readAllLines(report);
        expect(lines.get(1), "<testsuite name=\"sample\" tests=\"4\" failures=\"3\" errors=\"0\" skipped=\"0\">");
        expect(lines.get(3), "  <testcase classname=\"sample\" name=\"passes\"/>");
        expect(
                lines.get(4),
                "  <testcase classname=\"sample\" name=\"quotes\"><failure message=\"java.lang.AssertionError: "
                        + "does not hold: 1 &lt; 0 &amp; &quot;so on&quot;\"/></testcase>");
        Files.delete(report);
        Files.delete(report.getParent());
        System.out.println("testkit: all expectations met");
    }

    private static void expect(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError("was <" + actual + ">, expected <" + expected + ">");
        }
    }
}
