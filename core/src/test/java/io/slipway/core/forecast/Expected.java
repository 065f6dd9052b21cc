package io.slipway.core.forecast;

import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Tasks of which it is known how long they take: half to one and a half times so long, each as likely, or exactly. */
final class Expected implements Outlook {
    private final Map<TaskAddress, Duration> durations = new HashMap<>();
    private final Map<TaskAddress, Double> reused = new HashMap<>();
    private final Map<TaskAddress, Double> failures = new HashMap<>();
    private final Map<TaskAddress, Duration> failAfter = new HashMap<>();
    private final double spread;

    private Expected(double spread) {
        this.spread = spread;
    }

    static Expected exactly() {
        return new Expected(0);
    }

    static Expected about() {
        return new Expected(0.5);
    }

    Expected task(String address, Duration duration) {
        durations.put(TaskAddress.parse(address), duration);
        return this;
    }

    Expected reused(String address, double probability) {
        reused.put(TaskAddress.parse(address), probability);
        return this;
    }

    @Override
    public Duration quantile(TaskAddress task, double probability, Duration elapsed) {
        Duration usual = durations.getOrDefault(task, Duration.ofMinutes(1));
        double low = Math.max((1 - spread) * usual.toNanos(), elapsed.toNanos());
        double high = Math.max((1 + spread) * usual.toNanos(), low);
        return Duration.ofNanos((long) (low + probability * (high - low)));
    }

    Expected failing(String address, double probability, Duration after) {
        failures.put(TaskAddress.parse(address), probability);
        failAfter.put(TaskAddress.parse(address), after);
        return this;
    }

    @Override
    public double failure(TaskAddress task) {
        return failures.getOrDefault(task, 0.0);
    }

    @Override
    public Duration failsAfter(TaskAddress task, double probability) {
        return failAfter.getOrDefault(task, Duration.ZERO);
    }

    @Override
    public double reuse(TaskAddress task) {
        return reused.getOrDefault(task, 0.0);
    }
}
