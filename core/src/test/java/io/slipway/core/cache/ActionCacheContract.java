package io.slipway.core.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ActionCache} promises. A test of one cache extends it and says how that cache is made. */
public abstract class ActionCacheContract {
    private static final ActionKey KEY = key("some work");

    @TempDir
    public Path directory;

    /** An empty cache; called once in each test. */
    protected abstract ActionCache newCache() throws IOException;

    @Test
    public void what_was_put_is_found_under_its_key() throws IOException {
        ActionCache cache = newCache();
        ActionResult result = result("one");

        cache.put(KEY, result);

        assertThat(cache.find(KEY)).contains(result);
        assertThat(cache.find(KEY)).contains(result);
    }

    @Test
    public void what_was_not_put_is_absent() throws IOException {
        ActionCache cache = newCache();
        cache.put(KEY, result("one"));

        assertThat(cache.find(key("other work"))).isEmpty();
    }

    @Test
    public void the_last_result_stays() throws IOException {
        ActionCache cache = newCache();

        for (String text : List.of("one", "two", "three")) {
            cache.put(KEY, result(text));
            assertThat(cache.find(KEY)).contains(result(text));
            assertThat(cache.find(KEY)).contains(result(text));
        }
    }

    @Test
    public void what_was_removed_is_absent_until_it_is_put_again() throws IOException {
        ActionCache cache = newCache();
        cache.put(KEY, result("one"));
        cache.find(KEY);
        cache.find(KEY);

        cache.remove(KEY);
        cache.remove(key("never put"));

        assertThat(cache.find(KEY)).isEmpty();
        cache.put(KEY, result("two"));
        assertThat(cache.find(KEY)).contains(result("two"));
    }

    @Test
    public void many_threads_may_put_and_find() throws Exception {
        ActionCache cache = newCache();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(threads.submit(() -> putAndFindAll(cache)));
        }

        threads.shutdown();

        for (Future<?> one : all) one.get();
        assertThat(cache.find(key("work 7"))).contains(result("result 7"));
    }

    private static void putAndFindAll(ActionCache cache) {
        for (int i = 0; i < 200; i++) {
            cache.put(key("work " + i), result("result " + i));
            assertThat(cache.find(key("work " + i))).contains(result("result " + i));
        }
    }

    /** The key of some work. */
    protected static ActionKey key(String work) {
        return new ActionKey(Digest.of(work.getBytes(UTF_8)).hash());
    }

    /** A result that differs with the text. */
    protected static ActionResult result(String text) {
        Digest content = Digest.of(text.getBytes(UTF_8));
        return new ActionResult(
                Tree.builder()
                        .file("out/" + text, content, true)
                        .link("out/latest", text)
                        .build(),
                Tree.builder().file("report.xml", content, false).build(),
                content,
                Digest.of(new byte[0]),
                Duration.ofMillis(text.length()),
                Duration.ofNanos(7),
                1 << 20,
                Instant.ofEpochSecond(1_700_000_000, 123_456_789));
    }
}
