package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ContentStore} promises. A test of one store extends it and says how that store is made. */
public abstract class ContentStoreContract {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @TempDir
    public Path directory;

    /** An empty store; called once in each test. */
    protected abstract ContentStore newStore() throws IOException;

    @Test
    public void what_was_put_is_there_under_its_digest() throws IOException {
        ContentStore store = newStore();

        Digest digest = store.put(HELLO);

        assertThat(digest).isEqualTo(Digest.of(HELLO));
        assertThat(store.contains(digest)).isTrue();
        assertThat(store.read(digest)).hasValue(HELLO);
    }

    @Test
    public void what_was_not_put_is_absent() throws IOException {
        ContentStore store = newStore();
        Digest digest = Digest.of(HELLO);
        Path target = directory.resolve("target");

        assertThat(store.contains(digest)).isFalse();
        assertThat(store.read(digest)).isEmpty();
        assertThat(store.writeTo(digest, target, false)).isFalse();
        assertThat(target).doesNotExist();
    }

    @Test
    public void the_same_hash_with_another_size_is_absent() throws IOException {
        ContentStore store = newStore();
        store.put(HELLO);
        Digest other = new Digest(Digest.of(HELLO).hash(), 4);
        Path target = directory.resolve("target");

        assertThat(store.contains(other)).isFalse();
        assertThat(store.read(other)).isEmpty();
        assertThat(store.writeTo(other, target, false)).isFalse();
        assertThat(target).doesNotExist();
    }

    @Test
    public void putting_twice_is_putting_once() throws IOException {
        ContentStore store = newStore();

        Digest first = store.put(HELLO);
        Digest second = store.put(HELLO.clone());

        assertThat(second).isEqualTo(first);
        assertThat(store.read(first)).hasValue(HELLO);
    }

    @Test
    public void what_is_read_or_put_is_nobody_elses_to_change() throws IOException {
        ContentStore store = newStore();
        byte[] bytes = HELLO.clone();
        Digest digest = store.put(bytes);

        bytes[0] = 'j';
        store.read(digest).orElseThrow()[0] = 'y';

        assertThat(store.read(digest)).hasValue(HELLO);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 2048, 65_536, 3_000_001})
    public void a_file_of_any_size_goes_in_and_comes_out(int size) throws IOException {
        ContentStore store = newStore();
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file"), bytes);
        Path target = directory.resolve("target");

        Digest digest = store.put(file);

        assertThat(digest).isEqualTo(Digest.of(bytes));
        assertThat(store.contains(digest)).isTrue();
        assertThat(store.read(digest)).hasValue(bytes);
        assertThat(store.writeTo(digest, target, false)).isTrue();
        assertThat(target).hasBinaryContent(bytes);
    }

    @Test
    public void a_written_file_has_the_mode_asked_for_and_may_be_changed() throws IOException {
        ContentStore store = newStore();
        Digest digest = store.put(HELLO);
        Path plain = directory.resolve("plain");
        Path program = directory.resolve("program");
        String fresh = mode(Files.createFile(directory.resolve("fresh")));

        store.writeTo(digest, plain, false);
        store.writeTo(digest, program, true);
        Files.writeString(plain, "changed");

        assertThat(mode(plain)).isEqualTo(fresh);
        assertThat(mode(program)).isEqualTo(fresh.replaceAll("r(.)-", "r$1x"));
        assertThat(store.read(digest)).hasValue(HELLO);
        assertThat(program).hasBinaryContent(HELLO);
    }

    @Test
    public void a_file_that_is_changed_after_it_was_put_does_not_change_the_content() throws IOException {
        ContentStore store = newStore();
        Path file = Files.write(directory.resolve("file"), HELLO);
        Digest digest = store.put(file);

        Files.writeString(file, "changed");

        assertThat(store.read(digest)).hasValue(HELLO);
    }

    @Test
    public void a_file_that_cannot_be_read_is_told() throws IOException {
        ContentStore store = newStore();
        Path missing = directory.resolve("missing");

        assertThatExceptionOfType(ContentStoreException.class)
                .isThrownBy(() -> store.put(missing))
                .withMessageContaining(missing.toString());
    }

    @Test
    public void many_threads_may_put_and_read_the_same_contents() throws Exception {
        ContentStore store = newStore();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(threads.submit(() -> putAndReadAll(store)));
        }

        threads.shutdown();

        for (Future<?> one : all) assertThat(succeeded(one)).isTrue();
    }

    private static void putAndReadAll(ContentStore store) {
        for (int i = 0; i < 200; i++) {
            byte[] bytes = ("content " + i).repeat(i).getBytes(UTF_8);
            Digest digest = store.put(bytes);
            assertThat(store.read(digest)).hasValue(bytes);
        }
    }

    private static boolean succeeded(Future<?> future) throws InterruptedException, ExecutionException {
        future.get();
        return true;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
