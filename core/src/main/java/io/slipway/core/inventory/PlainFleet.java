package io.slipway.core.inventory;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Resources;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A fleet that a person wrote down. Every key is checked. */
final class PlainFleet {
    static final String KEY = "slipway-fleet";
    static final List<String> KEYS =
            List.of("id", "count", "labels", "cpu", "memory", "disk", "counts", "zone", "cost", "speed", "state");
    private static final List<String> STATES =
            List.of(AgentState.values()).stream().map(AgentState::text).toList();

    private final Findings findings;

    PlainFleet(Findings findings) {
        this.findings = findings;
    }

    void read(Value root) {
        refuseUnknown(root, List.of(KEY, "agents"));
        Optional<Value> version = root.get(KEY);
        if (version.isPresent() && !version.get().text().equals(Optional.of("1"))) {
            findings.refuse(
                    version.get().place(),
                    "this Slipway knows only form 1 of a fleet",
                    "write `slipway-fleet: 1`, or use a newer Slipway");
            return;
        }
        Optional<Value> agents = root.get("agents");
        if (agents.isEmpty() || !agents.get().isList()) {
            findings.refuse(
                    agents.orElse(root).place(),
                    "`agents` must be a list",
                    "write for example `agents: [{id: one, cpu: 4, memory: 8Gi}]`");
            return;
        }
        for (Value agent : agents.get().items()) readAgent(agent);
    }

    private void readAgent(Value agent) {
        if (!agent.isMap()) {
            findings.refuse(
                    agent.place(), "an agent must be a map", "write for example `- {id: one, cpu: 4, memory: 8Gi}`");
            return;
        }
        refuseUnknown(agent, KEYS);
        Optional<String> id = required(agent, "id", text -> Optional.of(text).filter(name -> !name.isBlank()), "linux");
        Optional<Integer> cpu = required(agent, "cpu", Quantities::milliCpu, "4");
        Optional<Long> memory = required(agent, "memory", Quantities::bytes, "16Gi");
        long disk = optional(agent, "disk", Quantities::bytes, "100Gi", 0L);
        double cost = optional(agent, "cost", Quantities::number, "0.25", 0.0);
        double speed = optional(agent, "speed", text -> Quantities.number(text).filter(n -> n > 0), "1.5", 1.0);
        String zone = optional(agent, "zone", Optional::of, "eu-1", "");
        AgentState state = optional(agent, "state", PlainFleet::state, "ready", AgentState.READY);
        int count = optional(
                agent,
                "count",
                text -> Quantities.count(text).filter(n -> n >= 1 && n <= Findings.MOST_AGENTS),
                "10",
                1);
        SortedMap<String, String> labels = map(agent, "labels", Optional::of, "{os: linux, arch: amd64}");
        SortedMap<String, Integer> counts = map(agent, "counts", Quantities::count, "{gpu: 2}");
        if (id.isEmpty() || cpu.isEmpty() || memory.isEmpty()) return;

        Resources capacity = new Resources(cpu.get(), memory.get(), disk, counts);
        boolean numbered = agent.get("count").isPresent();
        for (int i = 1; i <= count; i++) {
            String name = numbered ? id.get() + "-" + i : id.get();
            findings.add(new Agent(name, new Labels(labels), capacity, zone, cost, speed), state, agent.place());
        }
    }

    static Optional<AgentState> state(String text) {
        for (AgentState state : AgentState.values()) {
            if (state.text().equals(text)) return Optional.of(state);
        }
        return Optional.empty();
    }

    private <T> Optional<T> required(Value agent, String key, Function<String, Optional<T>> form, String example) {
        if (agent.get(key).isPresent()) return read(agent.get(key).get(), key, form, example);
        findings.refuse(
                agent.place(),
                "`" + key + "` of the agent is missing",
                "write for example `" + key + ": " + example + "`");
        return Optional.empty();
    }

    private <T> T optional(Value agent, String key, Function<String, Optional<T>> form, String example, T otherwise) {
        return agent.get(key).flatMap(value -> read(value, key, form, example)).orElse(otherwise);
    }

    private <T> Optional<T> read(Value value, String key, Function<String, Optional<T>> form, String example) {
        Optional<T> read = value.text().flatMap(form);
        if (read.isPresent()) return read;
        String shown = value.text().map(text -> "`" + text + "`").orElse("this");
        String hint = key.equals("state")
                ? DidYouMean.suggest(value.text().orElse(""), STATES)
                : "write for example `" + key + ": " + example + "`";
        findings.refuse(value.place(), shown + " cannot be the " + key + " of an agent", hint);
        return Optional.empty();
    }

    private <T> SortedMap<String, T> map(Value agent, String key, Function<String, Optional<T>> form, String example) {
        SortedMap<String, T> map = new TreeMap<>();
        Optional<Value> value = agent.get(key);
        if (value.isEmpty()) return map;
        if (!value.get().isMap()) {
            findings.refuse(
                    value.get().place(),
                    "`" + key + "` must be a map",
                    "write for example `" + key + ": " + example + "`");
        }
        refuseRepeated(value.get());
        for (Value.Entry entry : value.get().entries()) {
            Optional<T> read = entry.value().text().flatMap(form);
            read.ifPresent(known -> map.put(entry.key(), known));
            if (read.isPresent()) continue;
            findings.refuse(
                    entry.value().place(),
                    "this cannot be the value of `" + entry.key() + "` in the " + key + " of an agent",
                    "write for example `" + key + ": " + example + "`");
        }
        return map;
    }

    private void refuseUnknown(Value map, List<String> known) {
        refuseRepeated(map);
        Set<String> told = new HashSet<>();
        for (Value.Entry entry : map.entries()) {
            if (known.contains(entry.key()) || !told.add(entry.key())) continue;
            findings.refuse(entry.place(), "unknown key `" + entry.key() + "`", DidYouMean.suggest(entry.key(), known));
        }
    }

    private void refuseRepeated(Value map) {
        Map<String, Place> first = new HashMap<>();
        for (Value.Entry entry : map.entries()) {
            Place before = first.putIfAbsent(entry.key(), entry.place());
            if (before == null) continue;
            findings.refuse(
                    entry.place(), "`" + entry.key() + "` was written already (" + before + ")", "keep one of the two");
        }
    }
}
