package shop.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results in the XML form that CI systems read. It holds no durations: the same results are the same bytes. */
final class JUnitReport {
    private JUnitReport() {}

    static void write(Path file, String suite, List<TestRun.Result> results) throws IOException {
        long failures = results.stream().filter(TestRun.Result::failed).count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\">\n"
                        .formatted(escape(suite), results.size(), failures));
        for (TestRun.Result result : results) {
            xml.append("  <testcase classname=\"%s\" name=\"%s\"".formatted(escape(suite), escape(result.name())));
            xml.append(
                    result.failed()
                            ? "><failure message=\"%s\"/></testcase>\n".formatted(escape(result.failure()))
                            : "/>\n");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, xml.append("</testsuite>\n"));
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (c >= 0x20) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(' ');
                    }
                }
            }
        });
        return escaped.toString();
    }
}
