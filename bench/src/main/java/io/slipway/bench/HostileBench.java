package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads hostile definitions in a process with little memory: each must end with a result or a problem, soon. All files of one
 * run are read by one process, so that what one leaves behind counts too.
 */
final class HostileBench implements Bench {
    private static final int QUICK = 160;
    private static final int FULL = 1_600;
    private static final int HEAP_MIB = 160;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        int count = setting.count().orElse(setting.quick() ? QUICK : FULL);
        Report report = new Report("hostile").row("heap_mib", "%d", HEAP_MIB);
        for (HostileReading.Host host : HostileReading.Host.values()) {
            String[] said = read(host, count, setting.seed()).split(" ", -1);
            String name = host.name().toLowerCase(Locale.ROOT);
            report.row(name + "_slowest", "file %s of seed %d", said[1], setting.seed())
                    .figure(name + "_files", count)
                    .figure(name + "_crashed", Double.parseDouble(said[0]))
                    .figure(name + "_slowest_ms", Double.parseDouble(said[2]))
                    .figure(name + "_peak_mib", Double.parseDouble(said[3]));
        }
        return report;
    }

    /** One line of {@link HostileReading}. */
    static String read(HostileReading.Host host, int count, long seed) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MIB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                HostileReading.class.getName(),
                host.name(),
                Integer.toString(count),
                Long.toString(seed));
        return TimedProcess.run(Path.of("").toAbsolutePath(), Map.of(), command)
                .succeeded()
                .lastLine();
    }
}
