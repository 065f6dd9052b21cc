package io.slipway.cli;

import io.slipway.cli.view.ProblemText;
import io.slipway.cli.view.SimulationJson;
import io.slipway.cli.view.SimulationText;
import io.slipway.core.agent.Agent;
import io.slipway.core.inventory.InvalidInventoryException;
import io.slipway.core.inventory.Inventory;
import io.slipway.core.inventory.InventoryReader;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.run.DeadLetter;
import io.slipway.core.simulate.PerfettoTrace;
import io.slipway.core.simulate.SeededFaults;
import io.slipway.core.simulate.Simulation;
import io.slipway.core.simulate.Tally;
import io.slipway.core.simulate.Workload;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway simulate}. */
@Command(
        name = "simulate",
        header = "Runs a workload on a fleet in virtual time, and says how busy and how fair that would be.",
        description =
                "The scheduler is the real one; agents and tasks are made up. The same words give the same result.")
final class SimulateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FLEET",
            description = "An inventory: terraform show -json, pulumi stack export, a Kubernetes node list, or a plain"
                    + " YAML file.")
    private String fleet = "";

    @Parameters(
            index = "1",
            paramLabel = "WORKLOAD",
            description =
                    "A table (CSV), a journal, a directory with journals, or seed:N for a made-up day that fits the"
                            + " fleet.")
    private String workload = "";

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "0",
            description = "Let N things go wrong: agents die, are cut off, slow down, report twice; tasks exceed their"
                    + " limits; the clock jumps. ${DEFAULT-VALUE} when not said.")
    private int faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What goes wrong, and when; ${DEFAULT-VALUE} when not said.")
    private long seed;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "As if every agent were so many times as fast; ${DEFAULT-VALUE} when not said.")
    private double speed;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write what every agent did, for https://ui.perfetto.dev.")
    private @Nullable String trace;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (faults < 0) throw Refusal.of(spec, "--faults is " + faults + ": say how many, from 0 on");
        if (!(speed > 0) || Double.isInfinite(speed))
            throw Refusal.of(spec, "--speed is " + speed + ": say a number above 0");
        List<Agent> agents;
        try {
            agents = readFleet();
        } catch (InvalidInventoryException invalid) {
            surroundings.err().print(new ProblemText(surroundings.style()).all(invalid.problems()));
            return ExitCode.WRONG_REQUEST;
        }
        Workload asked = WorkloadFiles.read(workload, surroundings, agents);
        Tally tally = new Tally();
        Simulation.Builder simulation = Simulation.of(agents, asked)
                .faults(SeededFaults.of(seed, faults, agents.size(), asked.lasting()))
                .watch(tally);
        long begin = surroundings.nanos().getAsLong();
        Simulation over = trace == null ? run(simulation) : runTraced(simulation, surroundings.resolve(trace));
        Duration took = Duration.ofNanos(surroundings.nanos().getAsLong() - begin);
        List<DeadLetter> deadLetters = over.state().deadLetters();
        if (surroundings.isJson()) surroundings.out().println(SimulationJson.of(tally.result(), deadLetters));
        else surroundings.out().print(SimulationText.of(tally.result(), deadLetters, took));
        return ExitCode.DONE;
    }

    private static Simulation run(Simulation.Builder asked) {
        Simulation simulation = asked.build();
        simulation.run();
        return simulation;
    }

    private static Simulation runTraced(Simulation.Builder asked, Path file) {
        try (PerfettoTrace written = new PerfettoTrace(opened(file))) {
            return run(asked.watch(written));
        }
    }

    private static Writer opened(Path file) {
        try {
            return Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be written; name another file with --trace", e);
        }
    }

    /** Those of the inventory that take tasks, as fast as they are to be. */
    private List<Agent> readFleet() {
        byte[] content;
        try {
            content = Files.readAllBytes(surroundings.resolve(fleet));
        } catch (IOException e) {
            throw new IllegalArgumentException(fleet + " cannot be read; name an inventory", e);
        }
        Inventory inventory = new InventoryReader().read(fleet, content);
        for (Problem note : inventory.notes()) surroundings.warn(note.toString());
        List<Agent> agents = new ArrayList<>();
        for (Inventory.Listed listed : inventory.agents()) {
            Agent agent = listed.agent();
            if (listed.state().takesTasks()) agents.add(agent.withSpeed(agent.speed() * speed));
        }
        if (agents.isEmpty())
            throw new IllegalArgumentException(fleet + " has no agent that takes tasks; add one, or make one ready");
        return agents;
    }
}
