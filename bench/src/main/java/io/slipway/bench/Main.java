package io.slipway.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code bench/run NAME …}: runs one bench and prints what it found. */
public final class Main {
    private static final Map<String, Bench> BENCHES = new TreeMap<>(Map.ofEntries(
            Map.entry("changepoints", new ChangePointsBench()),
            Map.entry("crash", new CrashBench()),
            Map.entry("dag", new DagBench()),
            Map.entry("fairness", new FairnessBench()),
            Map.entry("farm", new FarmBench()),
            Map.entry("faults", new FaultsBench()),
            Map.entry("forecast", new ForecastBench()),
            Map.entry("forecast-speed", new ForecastSpeedBench()),
            Map.entry("fuzz", new FuzzBench()),
            Map.entry("hostile", new HostileBench()),
            Map.entry("import", new ImportBench()),
            Map.entry("jenkins-queue", new JenkinsQueueBench()),
            Map.entry("limit", new LimitBench()),
            Map.entry("lookup", new LookupBench()),
            Map.entry("makespan", new MakespanBench()),
            Map.entry("placement", new PlacementBench()),
            Map.entry("readers", new ReadersBench()),
            Map.entry("replan", new ReplanBench()),
            Map.entry("scan", new ScanBench()),
            Map.entry("shop", new ShopBench()),
            Map.entry("startup", new StartupBench()),
            Map.entry("watch", new WatchBench())));

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Bench bench = arguments.length == 0 ? null : BENCHES.get(arguments[0]);
        if (bench == null) {
            System.err.println(
                    "bench/run NAME [--quick] [--data DIR] [--seed S] [--count N] [--write], where NAME is one of "
                            + String.join(", ", BENCHES.keySet()));
            System.exit(2);
            return;
        }
        try {
            Path root = Path.of(System.getProperty("slipway.root", "")).toAbsolutePath();
            List<String> asked = new ArrayList<>(List.of(arguments));
            boolean write = asked.remove("--write");
            Setting setting = Setting.parse(
                    root, asked.toArray(String[]::new), 1, Optional.ofNullable(System.getenv("SLIPWAY_BENCH_DATA")));
            // What else the machine does is part of every figure.
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            Report report = bench.run(setting).row("load_before", "%.1f on %d processors", load, Setting.CPUS);
            report.print(System.out);
            if (write) new PerformancePage(root).write(arguments[0], setting.asked(), report);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }
}
