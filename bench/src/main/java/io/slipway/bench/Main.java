package io.slipway.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code bench/run NAME …}: runs one bench and prints what it found. */
public final class Main {
    private static final Map<String, Bench> BENCHES = new TreeMap<>(Map.of(
            "crash", new CrashBench(),
            "dag", new DagBench(),
            "fairness", new FairnessBench(),
            "limit", new LimitBench(),
            "lookup", new LookupBench(),
            "makespan", new MakespanBench(),
            "placement", new PlacementBench(),
            "replan", new ReplanBench(),
            "scan", new ScanBench(),
            "shop", new ShopBench()));

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Bench bench = arguments.length == 0 ? null : BENCHES.get(arguments[0]);
        if (bench == null) {
            System.err.println("bench/run NAME [--quick] [--data DIR] [--seed S] [--count N], where NAME is one of "
                    + String.join(", ", BENCHES.keySet()));
            System.exit(2);
            return;
        }
        try {
            Path root = Path.of(System.getProperty("slipway.root", "")).toAbsolutePath();
            Setting setting =
                    Setting.parse(root, arguments, 1, Optional.ofNullable(System.getenv("SLIPWAY_BENCH_DATA")));
            // What else the machine does is part of every figure.
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            bench.run(setting)
                    .row("load_before", "%.1f on %d processors", load, Setting.CPUS)
                    .print(System.out);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }
}
