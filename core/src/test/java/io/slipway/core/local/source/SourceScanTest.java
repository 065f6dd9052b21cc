package io.slipway.core.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.PathSet;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the inputs of a task are still what its key was made of. */
class SourceScanTest {
    @TempDir
    private Path directory;

    private final PathSet inputs = PathSet.of("src/**", "build.txt");
    private final DeclaredOutputs outputs = DeclaredOutputs.builder()
            .add("svc", PathSet.of("out/**", "src/*.gen"))
            .build();
    private Checkout checkout;
    private SourceScan scan;

    @BeforeEach
    void scanOneService() {
        checkout = new Checkout(directory).directory(".slipway").git("init", "--quiet");
        checkout.write(".gitignore", "*.log\n").write("svc/src/a.c", "a").write("svc/src/lib/b.c", "b");
        checkout.write("svc/build.txt", "1").write("svc/README", "2").link("svc/src/link", "a.c");
        checkout.letTheClockTick();
        scan = new SourceScanner(Runnable::run, 1)
                .scan(SourceFiles.under(directory), outputs, checkout.at(".slipway/memo"));
        checkout.letTheClockTick();
    }

    @Test
    void inputs_that_nobody_touched_still_match() {
        assertThat(stillMatches()).isTrue();
    }

    @Test
    void a_file_written_again_with_the_same_content_still_matches() {
        checkout.write("svc/src/a.c", "a");

        assertThat(stillMatches()).isTrue();
    }

    @Test
    void a_change_of_content_or_mode_no_longer_matches() {
        checkout.write("svc/src/lib/b.c", "c");
        assertThat(stillMatches()).isFalse();

        checkout.write("svc/src/lib/b.c", "b");
        assertThat(stillMatches()).isTrue();

        checkout.executable("svc/src/lib/b.c", true);
        assertThat(stillMatches()).isFalse();
    }

    @Test
    void a_file_that_went_away_or_became_something_else_no_longer_matches() {
        checkout.delete("svc/src/lib/b.c");
        assertThat(stillMatches()).isFalse();

        checkout.directory("svc/src/lib/b.c");
        assertThat(stillMatches()).isFalse();
    }

    @Test
    void a_link_that_leads_elsewhere_no_longer_matches() {
        checkout.delete("svc/src/link").link("svc/src/link", "lib/b.c");

        assertThat(stillMatches()).isFalse();
    }

    @Test
    void a_change_of_what_was_not_selected_does_not_matter() {
        checkout.write("svc/README", "3").write("other/src/x.c", "x").delete("svc/build.txt");
        checkout.write("svc/build.txt", "1");

        assertThat(stillMatches()).isTrue();
    }

    @Test
    void a_file_that_was_added_among_the_inputs_no_longer_matches() {
        checkout.write("svc/src/lib/new.c", "n");

        assertThat(stillMatches()).isFalse();
    }

    @Test
    void a_file_that_was_added_in_a_new_directory_among_the_inputs_no_longer_matches() {
        checkout.write("svc/src/deep/er/new.c", "n");

        assertThat(stillMatches()).isFalse();
    }

    @Test
    void outputs_and_files_that_git_ignores_may_be_added_among_the_inputs() {
        checkout.write("svc/src/lexer.gen", "g").write("svc/src/debug.log", "l").write("svc/out/a.o", "o");
        checkout.write("svc/src/logs/x.log", "l");

        assertThat(stillMatches()).isTrue();
    }

    @Test
    void an_input_that_was_not_there_and_came_no_longer_matches() {
        PathSet wished = PathSet.of("src/a.c", "config/local.txt");
        assertThat(stillMatches(wished)).isTrue();

        checkout.write("svc/config/local.txt", "c");

        assertThat(stillMatches(wished)).isFalse();
        assertThat(stillMatches(PathSet.of("src/a.c"))).isTrue();
    }

    @Test
    void all_files_as_inputs_leave_out_what_tasks_make() {
        checkout.write("svc/out/deep/a.o", "o");
        assertThat(stillMatches(PathSet.all())).isTrue();

        checkout.write("svc/new.txt", "n");
        assertThat(stillMatches(PathSet.all())).isFalse();
    }

    private boolean stillMatches() {
        return stillMatches(inputs);
    }

    private boolean stillMatches(PathSet patterns) {
        return scan.stillMatches(patterns.select(scan.tree(), "svc"), "svc", patterns);
    }
}
