package io.slipway.jenkins.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureComparisonTest {
    private static final String REAL = "public abstract class Api extends java.util.ArrayList<String> {"
            + " public final int number = Integer.parseInt(\"1\"); protected Api(String name) {}"
            + " public static void start(String name) {} public abstract void stop(); public final void pause() {}"
            + " public static class Part {} public interface Ear { void hear(String word); } }";

    @TempDir
    private Path directory;

    @Test
    void what_is_written_as_it_is_or_with_less_is_fine() throws IOException {
        assertThat(differences("public abstract class Api extends java.util.AbstractList<String> {"
                        + " public final int number = Integer.parseInt(\"1\"); protected Api(String name) {}"
                        + " public static void start(String name) {} public abstract void stop();"
                        + " public String get(int at) { return null; } public int size() { return 0; }"
                        + " public static class Part {} }"))
                .containsExactly("Api: has no get(I)Ljava/lang/String;");
        assertThat(differences("public abstract class Api { protected Api(String name) {} }"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public class Api { protected Api(String n) {} } | is public abstract, was written public",
                "public abstract class Api { public Api(String n) {} } | is protected, was written public",
                "public abstract class Api { protected Api() {} } | has no <init>()V",
                "public abstract class Api { protected Api(String n) {} public void start(String n) {} } | is public static, was written public",
                "public abstract class Api { protected Api(String n) {} public void stop() {} } | is public abstract, was written public",
                "public abstract class Api { protected Api(String n) {} public void pause() {} } | is public final, was written public",
                "public abstract class Api { protected Api(String n) {} public int number; } | is public final, was written public",
                "public abstract class Api { protected Api(String n) {} public final long number = Long.parseLong(\"1\"); } | has no numberJ",
                "public abstract class Api { protected Api(String n) {} public class Part {} } | is public static, was written public",
                "public abstract class Api implements Runnable { protected Api(String n) {} } | is no java.lang.Runnable",
                "public class Other {} | there is no such type"
            })
    void what_is_written_otherwise_is_told(String written, String told) throws IOException {
        assertThat(differences(written))
                .anySatisfy(problem -> assertThat(problem).contains(told));
    }

    @Test
    void a_call_of_what_is_not_there_is_told_before_it_fails() throws IOException {
        Path written = compile("written", "Api", "public class Api { public static void begin() {} }");
        Path real = compile("real", "Api", REAL);
        Path ours = compile("ours", "Ours", "class Ours { void go() { Api.begin(); } }", written);

        assertThat(comparison(written, real).unlinkable(ClassFiles.of(List.of(ours))))
                .containsExactly("Ours names Api.begin()V, which is not there");
    }

    @Test
    void an_abstract_method_that_nobody_implements_is_told() throws IOException {
        Path written = compile("written", "Api", "public class Api { public interface Ear {} }");
        Path real = compile("real", "Api", REAL);
        Path ours = compile("ours", "Ours", "class Ours implements Api.Ear {}", written);

        assertThat(comparison(written, real).unlinkable(ClassFiles.of(List.of(ours))))
                .containsExactly("Ours does not implement Api$Ear.hear(Ljava/lang/String;)V");
    }

    @Test
    void what_links_is_fine() throws IOException {
        Path real = compile("real", "Api", REAL);
        String source = "class Ours extends Api implements Api.Ear { Ours() { super(\"us\"); }"
                + " public void stop() { Api.start(get(0)); pause(); } public void hear(String word) {} }";
        Path ours = compile("ours", "Ours", source, real);

        assertThat(comparison(real, real).unlinkable(ClassFiles.of(List.of(ours))))
                .isEmpty();
    }

    private List<String> differences(String written) throws IOException {
        String name = written.contains("class Other") ? "Other" : "Api";
        return comparison(compile("written", name, written), compile("real", "Api", REAL))
                .differences();
    }

    private static SignatureComparison comparison(Path written, Path real) {
        return new SignatureComparison(ClassFiles.of(List.of(written)), ClassFiles.of(List.of(real)));
    }

    private Path compile(String into, String name, String source, Path... classpath) throws IOException {
        Path target = Files.createDirectories(directory.resolve(into));
        Path file = Files.writeString(target.resolve(name + ".java"), source);
        List<String> arguments = new ArrayList<>(List.of("-d", target.toString(), "-nowarn"));
        for (Path entry : classpath) arguments.addAll(List.of("-cp", entry.toString()));
        arguments.add(file.toString());
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, System.err, arguments.toArray(new String[0]));
        assertThat(result).as("javac of " + source).isZero();
        return target;
    }
}
