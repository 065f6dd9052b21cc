package io.slipway.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final TaskAddress A = TaskAddress.parse("s:a");
    private static final TaskAddress B = TaskAddress.parse("s:b");

    private final Agent local = agent("local", 2000, 1L << 30, Map.of("os", "linux", "jdk", "17.0.15"));
    private final Fleet fleet = new Fleet();

    FleetTest() {
        fleet.register(local);
    }

    private static Agent agent(String id, int milliCpu, long memoryBytes, Map<String, String> labels) {
        return new Agent(id, Labels.of(labels), new Resources(milliCpu, memoryBytes));
    }

    private static Reservation reservation(TaskAddress task, int milliCpu, long memoryBytes, String... locks) {
        return new Reservation("run", task, "local", new Resources(milliCpu, memoryBytes), List.of(locks));
    }

    @Test
    void what_is_reserved_is_no_longer_free_until_it_is_released() {
        fleet.reserve(reservation(A, 500, 1000, "db"));

        assertThat(fleet.free(local)).isEqualTo(new Resources(1500, (1L << 30) - 1000));
        assertThat(fleet.inFlight()).isEqualTo(1);
        assertThat(fleet.holderOf("db")).contains(reservation(A, 500, 1000, "db"));
        assertThat(fleet.reservations()).containsExactly(reservation(A, 500, 1000, "db"));

        fleet.release("run", A);

        assertThat(fleet.free(local)).isEqualTo(local.capacity());
        assertThat(fleet.inFlight()).isZero();
        assertThat(fleet.holderOf("db")).isEmpty();
    }

    @Test
    void disk_and_counts_are_reserved_and_given_back() {
        Agent rig = new Agent(
                "local",
                Labels.of(Map.of()),
                new Resources(4000, 0).withDisk(100).withCount("gpu", 2));
        fleet.register(rig);
        Resources wanted = new Resources(0, 0).withDisk(60).withCount("gpu", 1);
        fleet.reserve(new Reservation("run", A, "local", wanted, List.of()));

        assertThat(fleet.free(rig))
                .isEqualTo(new Resources(4000, 0).withDisk(40).withCount("gpu", 1));
        assertThatThrownBy(() -> fleet.reserve(new Reservation("run", B, "local", wanted, List.of())))
                .isInstanceOf(IllegalStateException.class);

        fleet.release("run", A);
        assertThat(fleet.free(rig)).isEqualTo(rig.capacity());
    }

    @Test
    void shows_what_is_reserved_by_task() {
        fleet.reserve(reservation(B, 100, 0));
        fleet.reserve(reservation(A, 100, 0));

        assertThat(fleet.reservations()).extracting(Reservation::task).containsExactly(A, B);
    }

    @Test
    void refuses_more_than_there_is() {
        fleet.reserve(reservation(A, 1500, 0));

        assertThatThrownBy(() -> fleet.reserve(reservation(B, 600, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s:b");
        assertThat(fleet.inFlight()).isEqualTo(1);
    }

    @Test
    void refuses_a_lock_that_is_held_and_takes_none_of_the_others() {
        fleet.reserve(reservation(A, 100, 0, "db"));

        assertThatThrownBy(() -> fleet.reserve(reservation(B, 100, 0, "cache", "db")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lock db is held by s:a");
        assertThat(fleet.holderOf("cache")).isEmpty();
    }

    @Test
    void refuses_a_second_reservation_of_a_task_and_a_release_of_nothing() {
        fleet.reserve(reservation(A, 100, 0));

        assertThatThrownBy(() -> fleet.reserve(reservation(A, 100, 0))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fleet.release("other", A)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_an_agent_it_does_not_know() {
        Reservation elsewhere = new Reservation("run", A, "moon", Resources.DEFAULT, List.of());

        assertThatThrownBy(() -> fleet.reserve(elsewhere))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("moon");
    }

    @Test
    void an_agent_that_shrinks_has_nothing_free_until_it_is_released() {
        fleet.reserve(reservation(A, 1500, 1000));
        Agent smaller = agent("local", 1000, 500, Map.of());

        fleet.register(smaller);
        assertThat(fleet.free(smaller)).isEqualTo(new Resources(0, 0));

        fleet.release("run", A);
        assertThat(fleet.free(smaller)).isEqualTo(new Resources(1000, 500));
    }

    @Test
    void knows_its_agents_by_id_and_counts_changes() {
        int before = fleet.version();
        Agent another = agent("another", 1, 1, Map.of());

        fleet.register(another);

        assertThat(fleet.agents()).containsExactly(another, local);
        assertThat(fleet.find("local")).contains(local);
        assertThat(fleet.find("moon")).isEmpty();
        assertThat(fleet.version()).isNotEqualTo(before);
    }
}
