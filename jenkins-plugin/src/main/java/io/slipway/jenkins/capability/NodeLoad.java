package io.slipway.jenkins.capability;

import io.slipway.core.agent.Vitals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a node has to do, as it measured itself. Immutable.
 *
 * @param cpus how much its CPUs have to do: 1 when all are busy, more when work waits for them; 0 when it does not measure
 *     that
 * @param pressure share of the time in which something stood still for want of CPU, memory or disk, 0 to 1
 * @param reading number of the measurement; 0 when nobody measured
 */
public record NodeLoad(double cpus, double pressure, long reading) {
    /** Nothing was measured, or not lately. */
    public static final NodeLoad UNKNOWN = new NodeLoad(0, 0, 0);

    /** Beyond that it makes no difference. */
    private static final double MOST = 100;

    private static final Pattern SOME = Pattern.compile("some avg10=([0-9]{1,3}(?:\\.[0-9]{1,4})?) .*");
    private static final List<String> PRESSURES = List.of("cpu", "memory", "io");

    /** Nodes say what they like: what is no such number counts as nothing, what is too much as the most. */
    public NodeLoad {
        cpus = within(cpus, MOST);
        pressure = within(pressure, 1);
    }

    private static double within(double measured, double most) {
        return measured > 0 ? Math.min(measured, most) : 0;
    }

    /** Measures this machine: {@code {cpus, pressure}}, as it goes from a node to its controller. Takes a moment. */
    public static double[] measure() {
        double waiting = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        int all = Runtime.getRuntime().availableProcessors();
        return new double[] {Math.max(0, waiting) / all, pressure(Path.of("/proc/pressure"))};
    }

    /** The worst of what Linux' pressure stall information says; 0 where there is none. */
    static double pressure(Path directory) {
        double worst = 0;
        for (String of : PRESSURES) {
            Path told = directory.resolve(of);
            if (!Files.isReadable(told)) continue; // not every system tells
            try {
                for (String line : Files.readAllLines(told)) {
                    Matcher some = SOME.matcher(line);
                    if (some.matches()) worst = Math.max(worst, Double.parseDouble(some.group(1)) / 100);
                }
            } catch (IOException e) {
                return worst; // some kernels have the files and read them to nobody
            }
        }
        return worst;
    }

    /** Reads what {@link #measure} said on the node. */
    public static NodeLoad of(double[] measured, long reading) {
        return measured.length == 2 ? new NodeLoad(measured[0], measured[1], reading) : UNKNOWN;
    }

    public Vitals vitals() {
        if (reading == 0) return Vitals.NONE;
        return new Vitals(Vitals.NONE.warm(), cpus, OptionalDouble.of(pressure), OptionalDouble.empty());
    }
}
