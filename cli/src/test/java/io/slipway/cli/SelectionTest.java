package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final Pipeline SHOP = Pipeline.of(List.of(
            Task.builder("orders:compile")
                    .directory("services/orders")
                    .run("true")
                    .build(),
            Task.builder("docs:build").directory("site").run("true").build()));

    @TempDir
    private Path repository;

    private Path root = Path.of("");

    @BeforeEach
    void make_directories() throws IOException {
        root = repository.resolve("examples/shop");
        Files.createDirectories(root.resolve("services/orders"));
        Files.createDirectories(root.resolve("docs"));
        Files.createDirectories(root.resolve("site"));
    }

    @Test
    void begins_where_it_was_started_when_nothing_is_said() {
        Selection selection = new Selection(root, List.of());

        assertThat(selection.startingPoint()).isEqualTo(root);
        assertThat(selection.in(SHOP, root)).isEqualTo(List.of());
    }

    @Test
    void begins_at_the_first_directory_that_is_named() {
        Selection selection = new Selection(repository, List.of("orders:compile", "examples/shop/", "examples"));

        assertThat(selection.startingPoint()).isEqualTo(root);
    }

    @Test
    void takes_directories_from_where_it_was_started_and_leaves_addresses_as_they_are() {
        Selection selection = new Selection(root.resolve("services"), List.of("orders", "..", "docs", "docs:build"));

        assertThat(selection.in(SHOP, root))
                .isEqualTo(List.of(root.resolve("services/orders").toString(), root.toString(), "docs", "docs:build"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "./sevices                | there is no directory ./sevices; did you mean `services`?",
                "services/ordres          | there is no directory services/ordres; did you mean `services/orders`?",
                "sevices/orders           | there is no directory sevices/orders; did you mean `services/orders`?",
                "sevices/nothing          | there is no directory sevices/nothing; did you mean `services`?",
                "services/unheard-of/part | there is no directory services/unheard-of/part; name a directory, a service, or a task written service:task",
                "./file.txt               | ./file.txt is no directory; name the directory that it is in",
            })
    void refuses_a_path_that_is_not_there_and_suggests_one_that_is(String argument, String said) throws IOException {
        Files.writeString(root.resolve("file.txt"), "");

        Selection selection = new Selection(root, List.of("orders:compile", argument));

        assertThatIllegalArgumentException()
                .isThrownBy(selection::startingPoint)
                .withMessage(said);
    }

    @Test
    void takes_a_name_as_a_service_when_the_directory_of_that_name_has_none() {
        Selection selection = new Selection(root, List.of("docs"));

        assertThat(selection.in(SHOP, root)).isEqualTo(List.of("docs"));
    }
}
