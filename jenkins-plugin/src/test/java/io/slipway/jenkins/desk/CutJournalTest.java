package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.jenkins.desk.Office.Clerk;
import io.slipway.jenkins.desk.Office.Guest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller is killed while its journal is being written. */
class CutJournalTest {
    private static final List<String> RUNS = List.of("r1", "r2", "r3", "t1", "t2");

    @TempDir
    Path directory;

    private void live(Office office) {
        office.node("a", 1).node("b", 1).build("x#1").build("x#2").open();
        office.desk.limit("admin", LimitScope.THROTTLE, "db", 1);
        Clerk first = office.place("r1", "x#1");
        office.place("r2", "x#2");
        office.place("r3", "x#2");
        Clerk held = office.throttle("t1", "x#1", "db", 1);
        office.throttle("t2", "x#2", "db", 1);
        office.book("b1", "x#1", "rig", Duration.ofMinutes(10));
        office.book("b2", "x#2", "rig", Duration.ofMinutes(10));
        first.ends();
        held.ends();
        office.settle();
        office.desk.release("x#1", "b1");
        office.settle();
    }

    @Test
    void nothing_is_leaked_or_doubled_wherever_the_journal_is_cut() throws IOException {
        Office office = new Office(directory.resolve("whole"));
        live(office);
        office.desk.abandon();
        byte[] whole = Files.readAllBytes(office.directory.resolve("journal"));

        for (int length : lengths(whole)) {
            Path cut = directory.resolve("cut" + length);
            copy(office.directory, cut);
            Files.write(cut.resolve("journal"), Arrays.copyOf(whole, length));
            goesOnAndEnds(cut, length);
            delete(cut);
        }
    }

    /** Every whole number of lines, a byte less, and in between. */
    private static Set<Integer> lengths(byte[] whole) {
        Set<Integer> lengths = new TreeSet<>(Set.of(0, 1));
        int start = 0;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] != '\n') continue;
            lengths.addAll(List.of(i + 1, start + (i - start) / 2));
            if (lengths.size() % 3 == 0) lengths.add(i);
            start = i + 1;
        }
        return lengths;
    }

    private void goesOnAndEnds(Path cut, int length) {
        Office office = new Office(cut)
                .node("a", 1)
                .node("b", 1)
                .build("x#1")
                .build("x#2")
                .open();
        assertThat(office.warnings).as("cut at %d", length).isEmpty();
        office.desk.limit("admin", LimitScope.THROTTLE, "db", 1);
        List<Clerk> clerks = new ArrayList<>();
        for (String run : RUNS) {
            Clerk back = office.attach(run, Set.of()); // all their bodies have died with the controller
            clerks.add(back.attached.isKnown() ? back : submit(office, run));
        }
        office.beats(3);
        holdsNothingTwice(office, length);

        office.builds.clear();
        office.beat();
        for (Clerk clerk : clerks) if (!clerk.stops.isEmpty()) clerk.ends();
        office.beats(3);

        assertThat(office.desk.runs()).as("cut at %d", length).isEmpty();
        assertThat(office.desk.bookings()).as("cut at %d", length).isEmpty();
        office.build("y#1");
        assertThat(office.place("new1", "y#1").isPlaced())
                .as("cut at %d", length)
                .isTrue();
        assertThat(office.place("new2", "y#1").isPlaced())
                .as("cut at %d", length)
                .isTrue();
        assertThat(office.throttle("new3", "y#1", "db", 1).isPlaced())
                .as("cut at %d", length)
                .isTrue();
        Guest guest = office.book("new4", "y#1", "rig", Duration.ofMinutes(1));
        assertThat(guest.told(FleetEvent.BookingGranted.class))
                .as("cut at %d", length)
                .hasSize(1);
        office.desk.abandon();
    }

    private static Clerk submit(Office office, String run) {
        String owner = run.endsWith("1") ? "x#1" : "x#2";
        return run.startsWith("r") ? office.place(run, owner) : office.throttle(run, owner, "db", 1);
    }

    private static void holdsNothingTwice(Office office, int length) {
        Set<String> taken = new HashSet<>();
        int throttled = 0;
        for (DeskRun run : office.desk.runs()) {
            for (var running : run.running().entrySet()) {
                if (run.id().value().startsWith("t")) throttled++;
                else
                    assertThat(taken.add(running.getValue()))
                            .as("cut at %d: %s", length, running)
                            .isTrue();
            }
        }
        assertThat(throttled).as("cut at %d", length).isLessThanOrEqualTo(1);
        assertThat(office.desk.bookings().stream().filter(BookingStatus::isGranted))
                .as("cut at %d", length)
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) Files.delete(file);
        }
    }
}
