package io.slipway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class TestResultsTest {
    private static final String SAMPLE = TestResultsTest.class.getName() + "$";

    @TempDir
    private Path directory;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void tells_of_passed_failed_and_skipped_tests() throws IOException {
        run("build 1", Mixed.class);

        assertThat(lines())
                .startsWith("[")
                .endsWith("]")
                .contains(entry("Mixed.passes", "passed"), entry("Mixed.fails", "failed"))
                .contains(entry("Mixed.is_disabled", "skipped"), entry("Mixed.assumes_too_much", "skipped"))
                .contains(entry("Mixed.takes [1] word = \\\"a\\\"", "passed"))
                .hasSize(2 + 5);
    }

    @Test
    void tells_of_a_class_that_fails_before_its_tests() throws IOException {
        run("build 1", NeverStarts.class);

        assertThat(lines()).containsExactly("[", entry("NeverStarts", "failed"), "]");
    }

    @Test
    void modules_of_one_build_share_the_file() throws IOException {
        run("build 1", NeverStarts.class);
        run("build 1", Single.class);

        assertThat(lines()).containsExactly("[", entry("NeverStarts", "failed"), entry("Single.passes", "passed"), "]");
    }

    @Test
    void the_next_build_begins_the_file_anew() throws IOException {
        run("build 1", Mixed.class);
        run("build 2", Single.class);

        assertThat(lines()).containsExactly("[", entry("Single.passes", "passed"), "]");
    }

    private void run(String build, Class<?> tests) {
        TestResults results =
                new TestResults(directory.resolve("target/results.json"), build, () -> clock.getAndAdd(1_500_000));
        LauncherConfig config = LauncherConfig.builder()
                // Else these tests, some of which fail, would be told of as the build's own.
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(results)
                .build();
        LauncherFactory.create(config)
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .forExecution()
                        .build());
    }

    /** The file's lines without their commas and durations. */
    private Iterable<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("target/results.json")).stream()
                .map(line -> line.replaceFirst(",$", "").replaceFirst(", \"duration\": \\d+\\.\\d{3}}$", "}"))
                .toList();
    }

    private static String entry(String name, String outcome) {
        return "  {\"name\": \"%s\", \"outcome\": \"%s\"}".formatted(SAMPLE + name, outcome);
    }

    static class Mixed {
        @Test
        void passes() {}

        @Test
        void fails() {
            throw new AssertionError("as it should");
        }

        @Test
        @Disabled("to be skipped")
        void is_disabled() {}

        @Test
        void assumes_too_much() {
            assumeTrue(false);
        }

        @ParameterizedTest
        @ValueSource(strings = "a")
        void takes(String word) {
            assertThat(word).isEqualTo("a");
        }
    }

    static class Single {
        @Test
        void passes() {}
    }

    static class NeverStarts {
        @BeforeAll
        static void breaks() {
            throw new IllegalStateException("before any test");
        }

        @Test
        void is_never_reached() {}
    }
}
