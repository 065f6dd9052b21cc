package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;

/** What every schedule keeps to, looked at from outside. */
final class ScheduleRules {
    private ScheduleRules() {}

    static void check(RandomBacklog backlog, Schedule<Integer> schedule) {
        assertThat(schedule.tasks())
                .containsExactlyInAnyOrderElementsOf(backlog.dag().nodes());
        Duration last = Duration.ZERO;
        for (int task : schedule.tasks()) {
            Schedule.Slot slot = schedule.slot(task);
            Work work = backlog.works().get(task);
            Agent agent = agent(backlog, slot.agent());
            assertThat(agent.labels().unmet(work.requires())).isEmpty();
            assertThat(slot.finish().minus(slot.start())).isEqualTo(backlog.takes(task, agent));
            assertThat(slot.start()).isGreaterThanOrEqualTo(Duration.ZERO);
            for (int before : backlog.dag().predecessors(task)) {
                assertThat(schedule.slot(before).finish())
                        .as("task %s starts after %s", task, before)
                        .isLessThanOrEqualTo(slot.start());
            }
            assertThat(usedAt(backlog, schedule, slot.agent(), slot.start()).fitsIn(agent.capacity()))
                    .as("room on %s at %s", agent.id(), slot.start())
                    .isTrue();
            if (slot.finish().compareTo(last) > 0) last = slot.finish();
        }
        assertThat(schedule.makespan()).isEqualTo(last);
        assertThat(schedule.lowerBound().atLeast()).isLessThanOrEqualTo(last);
    }

    private static Resources usedAt(RandomBacklog backlog, Schedule<Integer> schedule, String agent, Duration moment) {
        Resources used = new Resources(0, 0);
        for (int task : schedule.tasks()) {
            Schedule.Slot slot = schedule.slot(task);
            boolean runs = slot.start().compareTo(moment) <= 0 && moment.compareTo(slot.finish()) < 0;
            if (runs && slot.agent().equals(agent))
                used = used.plus(backlog.works().get(task).resources());
        }
        return used;
    }

    private static Agent agent(RandomBacklog backlog, String id) {
        return backlog.agents().stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
