package io.slipway.core.estimate;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.run.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How much memory and CPU tasks really use: quantiles of their last 32 runs, and what they should ask for instead.
 *
 * <p>Thread-safe. To be told of a run is O(1), to be asked sorts 32 numbers; 400 bytes a task.
 */
public final class ResourceModel {
    private static final int RUNS_KEPT = 32;

    /** Before so many runs there is nothing to advise: the next one needs more than ten before it in one case of eleven. */
    private static final int FEWEST_RUNS = 10;

    private static final double HIGH = 0.95;

    /** Room above what nineteen in twenty needed: memory that is missing ends a task, CPU only slows it. */
    private static final double MEMORY_ROOM = 1.25;

    /** Asking for so many times what is needed keeps others out. */
    private static final double FAR_TOO_MUCH = 2;

    /** Shares of a CPU are told from running times too short for it. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final long MEBIBYTE = 1 << 20;

    private final Map<String, Used> tasks = new HashMap<>();

    private static final class Used {
        private final Quantiles memory;
        private final Quantiles milliCpu;

        Used() {
            this(new Quantiles(RUNS_KEPT), new Quantiles(RUNS_KEPT));
        }

        private Used(Quantiles memory, Quantiles milliCpu) {
            this.memory = memory;
            this.milliCpu = milliCpu;
        }

        Used copy() {
            return new Used(memory.copy(), milliCpu.copy());
        }
    }

    /** A run ended. One that was ended for its memory tells how much it had at least. */
    public synchronized void observe(Observation seen) {
        boolean exceeded = seen.outcome()
                .filter(kind -> kind == Outcome.Kind.MEMORY_EXCEEDED)
                .isPresent();
        if (!seen.passed() && !exceeded) return;
        Used used = tasks.computeIfAbsent(seen.task().name(), name -> new Used());
        if (seen.usage().peakMemoryBytes() > 0) used.memory.add(seen.usage().peakMemoryBytes());
        Duration wall = seen.usage().wall();
        if (seen.passed()
                && wall.compareTo(SHORTEST) >= 0
                && !seen.usage().cpu().isNegative()) {
            used.milliCpu.add(1000.0 * seen.usage().cpu().toMillis() / wall.toMillis());
        }
    }

    /** See {@link TaskModels#inherit}. */
    synchronized void inherit(Subject heir, Subject before) {
        Used past = tasks.get(before.name());
        if (past != null) tasks.putIfAbsent(heir.name(), past.copy());
    }

    /** Absent before the first run that told what it used. */
    public synchronized Optional<ResourceEstimate> estimate(Subject task) {
        Used used = tasks.get(task.name());
        if (used == null || used.memory.size() == 0) return Optional.empty();
        boolean cpuKnown = used.milliCpu.size() > 0;
        return Optional.of(new ResourceEstimate(
                used.memory.size(),
                (long) used.memory.at(0.5),
                (long) used.memory.at(HIGH),
                cpuKnown ? (int) Math.ceil(used.milliCpu.at(0.5)) : 0,
                cpuKnown ? (int) Math.ceil(used.milliCpu.at(HIGH)) : 0));
    }

    /**
     * What to write instead of {@code asked}; absent when that is about right, or too little is known. Who said nothing did
     * not ask for too much.
     */
    public Optional<ResourceAdvice> advice(Subject task, Resources asked) {
        boolean saidNothing = asked.equals(Resources.DEFAULT);
        return instead(task, asked)
                .filter(advice -> !saidNothing || advice.ask().milliCpu() > asked.milliCpu());
    }

    private Optional<ResourceAdvice> instead(Subject task, Resources asked) {
        Optional<ResourceEstimate> known = estimate(task).filter(estimate -> estimate.runs() >= FEWEST_RUNS);
        if (known.isEmpty()) return Optional.empty();
        ResourceEstimate used = known.get();
        List<String> reasons = new ArrayList<>();
        long enough = roundUp(used.highMemoryBytes() * MEMORY_ROOM);
        long memory = asked.memoryBytes();
        // 0 is no limit, which keeps nobody out.
        if (memory > 0 && (memory > FAR_TOO_MUCH * enough || memory < used.highMemoryBytes())) {
            reasons.add("asks for %d MiB of memory and needs %d at its peak"
                    .formatted(memory / MEBIBYTE, used.highMemoryBytes() / MEBIBYTE));
            memory = enough;
        }
        int milliCpu = asked.milliCpu();
        int busy = Math.max(100, (used.highMilliCpu() + 99) / 100 * 100);
        if (used.highMilliCpu() > 0
                && milliCpu > 0
                && (milliCpu > FAR_TOO_MUCH * busy || FAR_TOO_MUCH * milliCpu < busy)) {
            reasons.add("asks for %d thousandths of a CPU and keeps %d busy".formatted(milliCpu, busy));
            milliCpu = busy;
        }
        if (reasons.isEmpty()) return Optional.empty();
        Resources ask = new Resources(milliCpu, memory, asked.diskBytes(), asked.counts());
        String why = "%s %s; ask for what it needs".formatted(task.name(), String.join(", and ", reasons));
        return Optional.of(new ResourceAdvice(task.name(), ask, why));
    }

    /** Memory that does for nineteen in twenty of its runs, with room to spare. */
    public OptionalLong memoryBytes(Subject task) {
        Optional<ResourceEstimate> used = estimate(task);
        return used.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(roundUp(used.get().highMemoryBytes() * MEMORY_ROOM));
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(tasks.size());
        for (Map.Entry<String, Used> each : new TreeMap<>(tasks).entrySet()) {
            DurationModel.writeText(out, each.getKey());
            each.getValue().memory.write(out);
            each.getValue().milliCpu.write(out);
        }
    }

    static ResourceModel read(DataInputStream in) throws IOException {
        ResourceModel model = new ResourceModel();
        int tasks = in.readInt();
        for (int i = 0; i < tasks; i++) {
            Used used = new Used();
            model.tasks.put(DurationModel.readText(in), used);
            used.memory.read(in);
            used.milliCpu.read(in);
        }
        return model;
    }

    private static long roundUp(double bytes) {
        return (long) Math.ceil(bytes / MEBIBYTE) * MEBIBYTE;
    }
}
