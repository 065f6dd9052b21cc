package io.slipway.core.local.machine;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this machine offers to tasks: {@code os}, {@code arch}, and the versions of tools that are on the search path,
 * with as much processor and memory as the container it may run in allows.
 *
 * <p>Tools are looked for only when asked for, since each takes as long as it takes to start; what they said is
 * remembered. Confined to one thread.
 */
public final class LocalMachine {
    private final String os;
    private final String arch;
    private final Resources capacity;
    private final ToolVersions tools;

    LocalMachine(String osName, String archName, int processors, long memoryBytes, ToolVersions tools) {
        this.os = osOf(osName);
        this.arch = archOf(archName);
        this.capacity = new Resources(processors * 1000, memoryBytes);
        this.tools = requireNonNull(tools, "tools");
    }

    /**
     * The machine that this runs on. Starts nothing.
     *
     * @param environment that tasks will run with; {@code PATH} says where tools are
     * @param toolMemo where versions are remembered; its directory exists
     */
    public static LocalMachine here(Map<String, String> environment, Path toolMemo) {
        String searchPath = Optional.ofNullable(environment.get("PATH")).orElse("");
        return new LocalMachine(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                new ToolVersions(searchPath, new ToolProcess(environment), toolMemo));
    }

    /** Java's own answer costs more to load than reading three small files, where there are such files. */
    private static long memoryBytes() {
        long linux = new MemoryLimit(Path.of("/")).bytes();
        if (linux > 0) return linux;
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /** {@code linux}, {@code macos}, {@code windows}, or what Java calls it. */
    public String os() {
        return os;
    }

    /** {@code amd64}, {@code arm64}, or what Java calls it. */
    public String arch() {
        return arch;
    }

    /** All processors, and all memory that this process may use. */
    public Resources capacity() {
        return capacity;
    }

    /**
     * {@code os}, {@code arch}, and those of {@code wanted} that this machine has. Starts each tool that is asked about for
     * the first time since it was installed.
     *
     * @param wanted label names that tasks require
     */
    public Labels labels(Collection<String> wanted) {
        TreeMap<String, String> found = new TreeMap<>();
        found.put("os", os);
        found.put("arch", arch);
        for (String label : wanted) {
            if (found.containsKey(label)) continue;
            Optional<String> version = Tool.ofLabel(label).flatMap(tools::find);
            if (version.isPresent()) found.put(label, version.get());
        }
        return new Labels(found);
    }

    /** Names of all the tools that {@link #labels} knows how to ask, sorted. */
    public static List<String> toolLabels() {
        return Tool.labels();
    }

    private static String osOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) return "macos";
        return lower.startsWith("windows") ? "windows" : lower;
    }

    private static String archOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("x86_64")) return "amd64";
        return lower.equals("aarch64") ? "arm64" : lower;
    }
}
