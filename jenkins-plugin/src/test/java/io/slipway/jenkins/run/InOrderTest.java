package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final InOrder inOrder = new InOrder(threads::add);

    @Test
    void things_are_done_in_order_by_one_thread_at_a_time() {
        inOrder.execute(() -> done.add("one"));
        inOrder.execute(() -> done.add("two"));
        assertThat(threads).hasSize(1);

        threads.remove().run();

        assertThat(done).containsExactly("one", "two");
    }

    @Test
    void what_breaks_keeps_nothing_from_being_done_after_it() {
        inOrder.execute(() -> {
            throw new IllegalStateException("broken");
        });
        inOrder.execute(() -> done.add("after it"));

        while (!threads.isEmpty()) {
            try {
                threads.remove().run();
            } catch (IllegalStateException e) {
                done.add(e.getMessage());
            }
        }

        assertThat(done).containsExactly("broken", "after it");
    }
}
