package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private final Rooms rooms = new Rooms();

    @Test
    void what_nobody_uses_goes() throws Exception {
        rooms.there.addAll(List.of("orders.compile", "orders.test"));

        Leftovers.remove(rooms);

        assertThat(rooms.there).isEmpty();
        assertThat(rooms.leased).isEmpty();
    }

    @Test
    void what_is_in_use_stays() throws Exception {
        rooms.there.addAll(List.of("orders.compile", "orders.test"));
        rooms.leased.add("orders.test");

        Leftovers.remove(rooms);

        assertThat(rooms.there).containsExactly("orders.test");
    }

    @Test
    void one_that_cannot_be_removed_keeps_no_other_and_is_given_back() {
        rooms.there.addAll(List.of("orders.compile", "orders.test", "orders.verify"));
        rooms.stuck.add("orders.test");

        assertThatThrownBy(() -> Leftovers.remove(rooms))
                .isInstanceOf(IOException.class)
                .hasMessage("orders.test");
        assertThat(rooms.there).containsExactly("orders.test");
        assertThat(rooms.leased).isEmpty();
    }

    /** Nobody deletes what is not leased to it. */
    private static final class Rooms implements Leftovers.Directories {
        final Set<String> there = new TreeSet<>();
        final Set<String> leased = new HashSet<>();
        final Set<String> stuck = new HashSet<>();

        @Override
        public List<String> names() {
            return new ArrayList<>(there);
        }

        @Override
        public Optional<Leftovers.Claimed> claim(String name) {
            if (!leased.add(name)) return Optional.empty();
            return Optional.of(new Leftovers.Claimed() {
                @Override
                public void delete() throws IOException {
                    assertThat(leased).contains(name);
                    if (stuck.contains(name)) throw new IOException(name);
                    there.remove(name);
                }

                @Override
                public void giveBack() {
                    leased.remove(name);
                }
            });
        }
    }
}
