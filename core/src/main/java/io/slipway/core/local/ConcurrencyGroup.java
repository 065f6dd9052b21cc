package io.slipway.core.local;

import io.slipway.core.content.Digest;
import io.slipway.core.run.RunId;
import io.slipway.core.workspace.Concurrency;
import io.slipway.core.workspace.Concurrency.WhenBusy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The right of one run of a group to go on, among all processes that share a store. Who holds it is said by a lock of the
 * operating system, which gives it back when its holder dies, however it dies.
 *
 * <pre>
 *   turn           held by the run that goes on
 *   waiting/ID     held by each run that waits, by age: the oldest that lives is next
 *   wish           the youngest run that wants older ones to end
 * </pre>
 *
 * <p>A run that has or awaits its turn looks for a wish five times a second: one look at one file.
 */
final class ConcurrencyGroup {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final WorkspaceLock turn;
    private final ScheduledFuture<?> looking;

    private ConcurrencyGroup(WorkspaceLock turn, ScheduledFuture<?> looking) {
        this.turn = turn;
        this.looking = looking;
    }

    /** A younger run wants this one to end. */
    record Wish(RunId younger, WhenBusy how) {
        String words() {
            return "a newer run of its concurrency group began";
        }
    }

    /**
     * Waits for the turn, or tells older runs to end and then waits.
     *
     * @param store directory that all workspaces of a user share
     * @param ticket names sort by age
     * @param isCancelled ends the waiting
     * @param onWish told once when a younger run wants this one to end
     * @return nothing when it was cancelled or overtaken while it waited
     */
    static Optional<ConcurrencyGroup> enter(
            Path store,
            Concurrency concurrency,
            RunId ticket,
            ScheduledExecutorService timers,
            Consumer<String> warnings,
            BooleanSupplier isCancelled,
            Consumer<Wish> onWish) {
        Path directory = store.resolve("groups")
                .resolve(Digest.of(concurrency.group().getBytes(StandardCharsets.UTF_8))
                        .hash());
        try {
            Files.createDirectories(directory.resolve("waiting"));
            if (concurrency.whenBusy() != WhenBusy.QUEUE) wish(directory, ticket, concurrency.whenBusy());
            BooleanSupplier gone =
                    () -> isCancelled.getAsBoolean() || wish(directory, ticket).isPresent();
            Path mine = directory.resolve("waiting").resolve(ticket.value());
            Optional<WorkspaceLock> place = WorkspaceLock.take(mine, warnings, isCancelled);
            if (place.isEmpty()) return Optional.empty();
            try {
                boolean waits = awaitOlder(directory, ticket, concurrency.group(), warnings, gone);
                if (gone.getAsBoolean()) return Optional.empty();
                Optional<WorkspaceLock> turn = WorkspaceLock.take(
                        directory.resolve("turn"),
                        busy(concurrency.group()),
                        BETWEEN_LOOKS,
                        waits ? said -> {} : warnings,
                        gone);
                return turn.map(held -> new ConcurrencyGroup(held, look(directory, ticket, timers, onWish)));
            } finally {
                place.get().close();
                Files.deleteIfExists(mine);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory + "; make it writable for you", e);
        }
    }

    private static String busy(String group) {
        return "another run of the group `" + group + "` is going on; waiting for it to end";
    }

    /** Whether it had to wait for older ones that wait too. */
    private static boolean awaitOlder(
            Path directory, RunId ticket, String group, Consumer<String> warnings, BooleanSupplier gone)
            throws IOException {
        boolean waited = false;
        for (Optional<Path> older = older(directory, ticket); older.isPresent(); older = older(directory, ticket)) {
            if (!waited) warnings.accept(busy(group));
            waited = true;
            if (gone.getAsBoolean()) return true;
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return waited;
    }

    /** One that waits longer and lives; what those left that do not is cleared away. */
    private static Optional<Path> older(Path directory, RunId ticket) throws IOException {
        try (Stream<Path> waiting = Files.list(directory.resolve("waiting"))) {
            List<Path> sorted = waiting.sorted().toList();
            for (Path each : sorted) {
                if (each.getFileName().toString().compareTo(ticket.value()) >= 0) break;
                if (WorkspaceLock.isHeld(each)) return Optional.of(each);
                Files.deleteIfExists(each);
            }
        }
        return Optional.empty();
    }

    private static void wish(Path directory, RunId ticket, WhenBusy how) throws IOException {
        Path next = Files.createTempFile(directory, "wish", ".next");
        Files.writeString(next, ticket.value() + " " + how.text());
        Files.move(
                next, directory.resolve("wish"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** That of a younger run. */
    private static Optional<Wish> wish(Path directory, RunId ticket) {
        try {
            String[] words = Files.readString(directory.resolve("wish")).split(" ", -1);
            if (words.length != 2 || words[0].compareTo(ticket.value()) <= 0) return Optional.empty();
            return Optional.of(new Wish(new RunId(words[0]), WhenBusy.parse(words[1])));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ScheduledFuture<?> look(
            Path directory, RunId ticket, ScheduledExecutorService timers, Consumer<Wish> onWish) {
        boolean[] told = new boolean[1]; // by the one thread of the timers
        return timers.scheduleWithFixedDelay(
                () -> {
                    if (told[0]) return;
                    wish(directory, ticket).ifPresent(wish -> {
                        told[0] = true;
                        onWish.accept(wish);
                    });
                },
                0,
                BETWEEN_LOOKS.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The run has ended: another one may go on. */
    void close() {
        looking.cancel(false);
        turn.close();
    }
}
