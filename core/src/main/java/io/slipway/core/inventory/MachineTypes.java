package io.slipway.core.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the clouds' machine types are, as far as the file says: by the data sources {@code aws_ec2_instance_type} and
 * {@code google_compute_machine_types}, and by the names of Google's custom types.
 */
final class MachineTypes {
    private static final long MEBI = 1L << 20;

    /** {@code custom-4-16384} or {@code n2-custom-8-32768-ext}: CPUs, then memory in MiB. */
    private static final Pattern CUSTOM = Pattern.compile("(?:[a-z0-9]+-)?custom-(\\d+)-(\\d+)(?:-ext)?");

    private final Map<String, MachineType> types = new HashMap<>();

    /**
     * @param arch absent when there are several, or nobody says
     */
    record MachineType(Optional<Integer> milliCpu, Optional<Long> memoryBytes, Optional<String> arch) {}

    MachineTypes(List<CloudResource> resources) {
        for (CloudResource resource : resources) {
            if (resource.type().equals("aws_ec2_instance_type")) {
                resource.text("instance_type").ifPresent(name -> types.put(name, amazon(resource)));
            }
            if (!resource.type().equals("google_compute_machine_types")) continue;
            for (Value type : resource.blocks("machine_types")) {
                resource.text(type, "name").ifPresent(name -> types.put(name, google(resource, type)));
            }
        }
    }

    private static MachineType amazon(CloudResource type) {
        List<Value> archs = type.blocks("supported_architectures");
        Optional<String> arch = archs.size() == 1 ? archs.get(0).text().map(MachineTypes::archName) : Optional.empty();
        return new MachineType(
                type.text("default_vcpus").flatMap(Quantities::milliCpu),
                type.text("memory_size").flatMap(size -> Quantities.bytes(size, MEBI)),
                arch);
    }

    private static MachineType google(CloudResource resource, Value type) {
        return new MachineType(
                resource.text(type, "guest_cpus").flatMap(Quantities::milliCpu),
                resource.text(type, "memory_mb").flatMap(size -> Quantities.bytes(size, MEBI)),
                Optional.empty());
    }

    /** As the labels of agents and of Kubernetes call it. */
    static String archName(String written) {
        return switch (written) {
            case "x86_64", "X86_64" -> "amd64";
            case "aarch64", "ARM64" -> "arm64";
            default -> written;
        };
    }

    Optional<MachineType> find(String name) {
        MachineType known = types.get(name);
        if (known != null) return Optional.of(known);
        Matcher custom = CUSTOM.matcher(name);
        if (!custom.matches()) return Optional.empty();
        return Optional.of(new MachineType(
                Quantities.milliCpu(custom.group(1)), Quantities.bytes(custom.group(2), MEBI), Optional.empty()));
    }
}
