package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.definition.ParameterValues;
import io.slipway.core.local.source.Checkout;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
    private static final String ORDERS =
            "slipway: 1\nservice: orders\ntasks:\n  compile:\n    run: javac\n    inputs: []\n";

    @TempDir
    Path directory;

    private Checkout files;
    private Path memo;

    @BeforeEach
    void one_service() throws IOException {
        files = new Checkout(Files.createDirectory(directory.resolve("workspace")))
                .git("init", "-q")
                .write("orders/slipway.yaml", ORDERS);
        memo = directory.resolve("memo");
    }

    private Pipeline read() {
        return new Definitions(files.root(), memo, ParameterValues.NONE)
                .read(SourceFiles.under(files.root()), Runnable::run)
                .workspace()
                .pipeline();
    }

    @Test
    void are_the_same_from_the_memo() throws IOException {
        Pipeline parsed = read();
        byte[] remembered = Files.readAllBytes(memo);

        assertThat(read()).isEqualTo(parsed);
        assertThat(Files.readAllBytes(memo)).isEqualTo(remembered);
        assertThat(parsed.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.address()).hasToString("orders:compile"));
    }

    @Test
    void are_remembered_as_soon_as_there_is_a_directory_for_that() throws IOException {
        memo = directory.resolve("later/memo");
        Definitions definitions = new Definitions(files.root(), memo, ParameterValues.NONE);
        definitions.read(SourceFiles.under(files.root()), Runnable::run);
        assertThat(memo).doesNotExist();

        Files.createDirectories(memo.getParent());
        definitions.remember();
        byte[] remembered = Files.readAllBytes(memo);
        read();

        assertThat(Files.readAllBytes(memo)).isEqualTo(remembered);
    }

    @Test
    void an_edit_a_new_definition_and_a_removed_one_are_noticed() {
        read();

        files.write("orders/slipway.yaml", ORDERS.replace("compile", "build"));
        assertThat(read().tasks()).extracting(task -> task.address().toString()).containsExactly("orders:build");

        files.write("payments/slipway.yaml", ORDERS.replace("orders", "payments"));
        assertThat(read().tasks())
                .extracting(task -> task.address().toString())
                .containsExactly("orders:build", "payments:compile");

        files.delete("orders/slipway.yaml");
        assertThat(read().tasks()).extracting(task -> task.address().toString()).containsExactly("payments:compile");
    }

    @Test
    void a_memo_torn_anywhere_is_as_good_as_none() throws IOException {
        Pipeline parsed = read();
        byte[] whole = Files.readAllBytes(memo);

        for (int length = 0; length < whole.length; length += 9) {
            Files.write(memo, Arrays.copyOf(whole, length));
            assertThat(read()).as("torn at %d", length).isEqualTo(parsed);
        }
        Files.write(memo, "nothing that anyone wrote".getBytes(UTF_8));
        assertThat(read()).isEqualTo(parsed);
        assertThat(Files.readAllBytes(memo)).isEqualTo(whole);
    }

    @Test
    void a_memo_that_cannot_be_written_costs_only_time() throws IOException {
        memo = directory.resolve("no").resolve("such").resolve("memo");

        assertThat(read().tasks()).hasSize(1);
    }

    @Test
    void an_invalid_definition_is_not_remembered() {
        read();
        files.write("orders/slipway.yaml", ORDERS.replace("run:", "runs:"));

        assertThatThrownBy(this::read).isInstanceOf(InvalidPipelineException.class);
        assertThatThrownBy(this::read).isInstanceOf(InvalidPipelineException.class);

        files.write("orders/slipway.yaml", ORDERS);
        assertThat(read().tasks()).hasSize(1);
    }
}
