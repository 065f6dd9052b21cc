package io.slipway.jenkins.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The signatures are as the real types are, and nothing is written down that nobody uses. Where Jenkins' own jars are at
 * hand: {@code mvn -pl jenkins-plugin -am test -Dslipway.jenkins.classpath=FILE}, of a file that lists them.
 */
class SignaturesTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
    private static final ClassFiles WRITTEN = ClassFiles.of(List.of(MODULE.resolve("api-signatures/target/classes")));
    private static final ClassFiles OURS = ClassFiles.of(List.of(MODULE.resolve("target/classes")));

    @Test
    @EnabledIfSystemProperty(named = "slipway.jenkins.classpath", matches = ".+")
    void are_as_the_real_ones() throws IOException {
        assertThat(new SignatureComparison(WRITTEN, real()).differences()).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "slipway.jenkins.classpath", matches = ".+")
    void the_plugin_links_with_the_real_ones() throws IOException {
        assertThat(new SignatureComparison(WRITTEN, real()).unlinkable(OURS)).isEmpty();
    }

    @Test
    void no_type_is_written_down_that_nobody_needs() {
        Set<String> needed = new TreeSet<>();
        for (String name : OURS.names()) WRITTEN.needs(OURS.find(name).orElseThrow(), needed);
        Set<String> needless = new TreeSet<>(WRITTEN.names());
        needless.removeAll(needed);

        assertThat(needless)
                .as("types in api-signatures that the plugin does not name; delete them")
                .isEmpty();
    }

    private static ClassFiles real() throws IOException {
        return ClassFiles.of(ClassFiles.parseClasspath(System.getProperty("slipway.jenkins.classpath")));
    }
}
