package io.slipway.core.inventory;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One machine, or several alike, while its attributes are gathered. Tags become labels; those that begin with {@code
 * slipway-} say what the attributes do not, and count more. Of what is said twice, the first counts. Confined to one thread.
 */
final class CloudMachine {
    private static final String OWN = "slipway-";
    private static final String COUNT = "count-";

    private final String address;
    private final Findings findings;
    private final TreeMap<String, String> labels = new TreeMap<>();
    private final TreeMap<String, String> own = new TreeMap<>();
    private final TreeMap<String, Integer> counts = new TreeMap<>();
    private Optional<String> id = Optional.empty();
    private Optional<Integer> milliCpu = Optional.empty();
    private Optional<Long> memoryBytes = Optional.empty();
    private Optional<Long> diskBytes = Optional.empty();
    private Optional<String> zone = Optional.empty();
    private Optional<Double> cost = Optional.empty();
    private Optional<String> stopped = Optional.empty();

    CloudMachine(String address, Findings findings) {
        this.address = address;
        this.findings = findings;
    }

    void tag(String key, String value) {
        if (key.startsWith(OWN)) own.put(key.substring(OWN.length()), value);
        else labels.put(key.equals("Name") ? "name" : key, value);
    }

    CloudMachine id(Optional<String> id) {
        this.id = id;
        return this;
    }

    CloudMachine label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Its type, as a label, and for what nothing else says. */
    CloudMachine type(Optional<String> name, MachineTypes types) {
        name.ifPresent(text -> labels.put("instance-type", text));
        Optional<MachineTypes.MachineType> type = name.flatMap(types::find);
        milliCpu = milliCpu.or(() -> type.flatMap(MachineTypes.MachineType::milliCpu));
        memoryBytes = memoryBytes.or(() -> type.flatMap(MachineTypes.MachineType::memoryBytes));
        type.flatMap(MachineTypes.MachineType::arch).ifPresent(arch -> labels.putIfAbsent("arch", arch));
        return this;
    }

    CloudMachine cpu(Optional<String> cpus) {
        milliCpu = cpus.flatMap(Quantities::milliCpu).or(() -> milliCpu);
        return this;
    }

    CloudMachine memory(Optional<String> amount, long unitBytes) {
        memoryBytes = amount.flatMap(text -> Quantities.bytes(text, unitBytes));
        return this;
    }

    CloudMachine disk(Optional<String> amount, long unitBytes) {
        diskBytes = amount.flatMap(text -> Quantities.bytes(text, unitBytes));
        return this;
    }

    CloudMachine zone(Optional<String> zone) {
        this.zone = zone;
        return this;
    }

    CloudMachine cost(Optional<String> perHour) {
        cost = perHour.flatMap(Quantities::number);
        return this;
    }

    /** The word for why it does not run now, if it does not. */
    CloudMachine stopped(Optional<String> why) {
        stopped = why;
        return this;
    }

    void count(String name, int count) {
        counts.merge(name, count, Math::addExact);
    }

    /** Adds it to what was found, so many times, numbered when it is one of a group. */
    void list(Place place, int count, boolean numbered) {
        takeOwn(place);
        if (milliCpu.isEmpty() || memoryBytes.isEmpty()) {
            leaveOut(place);
            return;
        }
        noteUnknown(place);
        Resources capacity = new Resources(milliCpu.get(), memoryBytes.get(), diskBytes.orElse(0L), counts);
        double speed = own("speed")
                .flatMap(Quantities::number)
                .filter(number -> number > 0)
                .orElse(1.0);
        AgentState state = state(place);
        String name = own("id").or(() -> id).orElse(address);
        for (int i = 1; i <= count; i++) {
            findings.add(
                    new Agent(
                            numbered ? name + "-" + i : name,
                            new Labels(labels),
                            capacity,
                            zone.orElse(""),
                            cost.orElse(0.0),
                            speed),
                    state,
                    place);
        }
    }

    private Optional<String> own(String key) {
        return Optional.ofNullable(own.get(key)).filter(text -> !text.isBlank());
    }

    private void takeOwn(Place place) {
        milliCpu = own("cpu").flatMap(Quantities::milliCpu).or(() -> milliCpu);
        memoryBytes = own("memory").flatMap(Quantities::bytes).or(() -> memoryBytes);
        diskBytes = own("disk").flatMap(Quantities::bytes).or(() -> diskBytes);
        zone = own("zone").or(() -> zone);
        cost = own("cost").flatMap(Quantities::number).or(() -> cost);
        own.forEach((key, value) -> {
            switch (key) {
                case "id" -> {}
                case "cpu" ->
                    check(place, key, value, Quantities.milliCpu(value).isPresent(), "4");
                case "memory", "disk" ->
                    check(place, key, value, Quantities.bytes(value).isPresent(), "16Gi");
                case "cost" -> check(place, key, value, Quantities.number(value).isPresent(), "0.25");
                case "speed" ->
                    check(
                            place,
                            key,
                            value,
                            Quantities.number(value).filter(n -> n > 0).isPresent(),
                            "1.5");
                case "state" -> check(place, key, value, PlainFleet.state(value).isPresent(), "cordoned");
                case "zone" -> {}
                default -> takeOther(place, key, value);
            }
        });
    }

    private void takeOther(Place place, String key, String value) {
        if (!key.startsWith(COUNT)) {
            labels.put(key, value);
            return;
        }
        Optional<Integer> count = Quantities.count(value);
        check(place, key, value, count.isPresent(), "2");
        count.ifPresent(number -> counts.put(key.substring(COUNT.length()), number));
    }

    private void check(Place place, String key, String value, boolean isRight, String example) {
        if (isRight) return;
        findings.note(
                place,
                "`" + value + "` cannot be what the tag `" + OWN + key + "` of " + address + " says; it is skipped",
                "write for example `" + example + "`");
    }

    private void leaveOut(Place place) {
        String type = labels.containsKey("instance-type") ? " (" + labels.get("instance-type") + ")" : "";
        List<String> unknown = new ArrayList<>();
        if (milliCpu.isEmpty()) unknown.add("CPUs");
        if (memoryBytes.isEmpty()) unknown.add("memory");
        findings.note(
                place,
                "how much the machine " + address + type + " has is unknown, as the file does not say its "
                        + String.join(" and ", unknown) + "; it is left out",
                "tag it with `slipway-cpu` and `slipway-memory`, or add a data source that describes its type"
                        + " (aws_ec2_instance_type, google_compute_machine_types)");
    }

    private void noteUnknown(Place place) {
        List<String> unknown = new ArrayList<>();
        if (!labels.containsKey("os")) unknown.add("os");
        if (!labels.containsKey("arch")) unknown.add("arch");
        if (diskBytes.isEmpty()) unknown.add("disk");
        if (unknown.isEmpty()) return;
        findings.note(
                place,
                "the file does not say " + String.join(", ", unknown) + " of " + address
                        + ", so no task that asks for it is placed there",
                "tag it, for example with `slipway-" + unknown.get(0) + "`");
    }

    private AgentState state(Place place) {
        Optional<AgentState> said = own("state").flatMap(PlainFleet::state);
        if (said.isPresent()) return said.get();
        if (stopped.isEmpty()) return AgentState.READY;
        findings.note(
                place, address + " is " + stopped.get() + ", so it is cordoned", "start it, and write the file again");
        return AgentState.CORDONED;
    }
}
