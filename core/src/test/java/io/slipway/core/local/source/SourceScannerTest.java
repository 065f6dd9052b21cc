package io.slipway.core.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceScannerTest {
    @TempDir
    private Path directory;

    private Checkout checkout;

    @BeforeEach
    void checkOut() {
        checkout = new Checkout(directory).directory(".slipway").git("init", "--quiet");
    }

    @Test
    void takes_what_git_does_not_ignore_whether_it_tracks_it_or_not() {
        checkout.write("tracked.txt", "1").git("add", "tracked.txt");
        checkout.write("new.txt", "2").write("ignored.log", "3").write(".gitignore", "*.log\n");

        assertThat(scan().tree().flatten()).containsOnlyKeys(".gitignore", "new.txt", "tracked.txt");
    }

    @Test
    void a_declared_output_is_no_source_and_one_that_git_tracks_is_told() {
        checkout.write("svc/src/A.java", "a").write("svc/build/A.class", "b").write("svc/gen/B.java", "c");
        checkout.git("add", "svc/gen/B.java");
        DeclaredOutputs outputs = DeclaredOutputs.builder()
                .add("svc", PathSet.of("build/**", "gen/**"))
                .build();

        SourceScan scan = scan(outputs);

        assertThat(scan.tree().flatten()).containsOnlyKeys("svc/src/A.java");
        assertThat(scan.trackedOutputs()).containsExactly("svc/gen/B.java");
    }

    @Test
    void a_file_has_its_digest_and_executable_bit_and_a_link_its_target() {
        checkout.write("run.sh", "echo").executable("run.sh", true).link("away", "/etc");

        assertThat(scan().tree().flatten())
                .containsEntry("run.sh", new TreeEntry.File(digest("echo"), true))
                .containsEntry("away", new TreeEntry.Link("/etc"));
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private SourceScan scan() {
        return scan(DeclaredOutputs.builder().build());
    }

    private SourceScan scan(DeclaredOutputs outputs) {
        return new SourceScanner(Runnable::run, 2)
                .scan(SourceFiles.under(directory), outputs, directory.resolve(".slipway/memo"));
    }
}
