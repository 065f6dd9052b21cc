package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.InMemoryActionCache;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.InMemoryContentStore;
import io.slipway.core.content.Tree;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTierTest {
    private static final ActionKey KEY = new ActionKey("0".repeat(64));

    private final MemoryTier memory = new MemoryTier();
    private final InMemoryActionCache actionsBehind = new InMemoryActionCache();
    private final InMemoryContentStore contentsBehind = new InMemoryContentStore();
    private final RememberingActionCache actions = new RememberingActionCache(actionsBehind, memory);
    private final ContentStore contents = new RememberingContentStore(contentsBehind, memory);

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void looking_up_everything_once_makes_no_tier() {
        actions.put(KEY, result(1));
        for (int i = 0; i < 100; i++) contents.read(contents.put(("content " + i).getBytes(UTF_8)));
        actions.find(KEY);
        actions.find(new ActionKey("1".repeat(64)));
        actions.find(new ActionKey("1".repeat(64)));

        assertThat(memory.isMade()).isFalse();
    }

    @Test
    void the_third_look_up_comes_from_memory() {
        actions.put(KEY, result(1));
        actions.find(KEY);
        actions.find(KEY);
        assertThat(memory.isMade()).isTrue();

        actionsBehind.remove(KEY);

        assertThat(actions.find(KEY)).contains(result(1));
    }

    @Test
    void what_is_put_or_removed_is_forgotten_in_memory() {
        actions.put(KEY, result(1));
        for (int i = 0; i < 3; i++) actions.find(KEY);

        actions.put(KEY, result(2));
        assertThat(actions.find(KEY)).contains(result(2));
        assertThat(actions.find(KEY)).contains(result(2));
        actions.remove(KEY);
        assertThat(actions.find(KEY)).isEmpty();
    }

    @Test
    void small_contents_are_remembered_and_large_ones_are_not() {
        Digest small = contents.put("small".getBytes(UTF_8));
        Digest large = contents.put(new byte[EhcacheTier.MOST_BYTES_EACH + 1]);
        for (int i = 0; i < 3; i++) {
            contents.read(small).orElseThrow()[0] = 'X';
            contents.read(large);
        }

        contentsBehind.lose(small);
        contentsBehind.lose(large);

        assertThat(contents.read(small)).hasValue("small".getBytes(UTF_8));
        assertThat(contents.read(large)).isEmpty();
        assertThat(contents.contains(small)).isFalse();
    }

    @Test
    void results_with_many_files_are_not_remembered() {
        actions.put(KEY, result(300));
        for (int i = 0; i < 3; i++) actions.find(KEY);

        actionsBehind.remove(KEY);

        assertThat(actions.find(KEY)).isEmpty();
    }

    private static ActionResult result(int files) {
        Digest digest = Digest.of(new byte[0]);
        Tree.Builder outputs = Tree.builder();
        for (int i = 0; i < files; i++) outputs.file("out/" + i, digest, false);
        return new ActionResult(
                outputs.build(), Tree.empty(), digest, digest, Duration.ZERO, Duration.ZERO, 0, Instant.EPOCH);
    }
}
