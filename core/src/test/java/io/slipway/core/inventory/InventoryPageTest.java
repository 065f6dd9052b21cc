package io.slipway.core.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads every example of docs/inventory.md. */
class InventoryPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```(?:yaml|json)\n(.*?)```");

    @Test
    void every_example_of_the_page_is_read_without_a_note() throws IOException {
        Matcher matcher = EXAMPLE.matcher(page());
        List<Integer> agents = new ArrayList<>();
        while (matcher.find()) {
            Inventory inventory =
                    new InventoryReader().read("example", matcher.group(1).getBytes(UTF_8));
            assertThat(inventory.notes()).isEmpty();
            agents.add(inventory.agents().size());
        }

        assertThat(agents).containsExactly(5, 1, 1);
    }

    @Test
    void the_page_names_every_key() throws IOException {
        String page = page();

        assertThat(PlainFleet.KEYS).allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
    }

    private static String page() throws IOException {
        // Tests run in the module's directory.
        return Files.readString(Path.of("../docs/inventory.md"));
    }
}
