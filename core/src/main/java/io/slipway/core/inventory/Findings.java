package io.slipway.core.inventory;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found in one file so far. Confined to one thread. */
final class Findings {
    /** More than any farm has; a count written wrong ends here and not with the memory. */
    static final int MOST_AGENTS = 100_000;

    private final List<Inventory.Listed> agents = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> notes = new LinkedHashSet<>();

    /** Something because of which the file cannot be used. */
    void refuse(Place place, String message, String suggestion) {
        problems.add(Problem.at(place, message, suggestion));
    }

    /** Something that the file does not say. */
    void note(Place place, String message, String suggestion) {
        notes.add(Problem.at(place, message, suggestion));
    }

    void add(Agent agent, AgentState state, Place place) {
        if (agents.size() == MOST_AGENTS) {
            refuse(place, "there are more than " + MOST_AGENTS + " agents", "split the fleet, or check each `count`");
            return;
        }
        Place first = places.putIfAbsent(agent.id(), place);
        if (first == null) {
            agents.add(new Inventory.Listed(agent, state));
            return;
        }
        refuse(place, "there is already an agent `" + agent.id() + "` (" + first + ")", "give each an id of its own");
    }

    Inventory inventory() {
        if (!problems.isEmpty()) throw new InvalidInventoryException(sorted(problems));
        return new Inventory(agents, sorted(notes));
    }

    private static List<Problem> sorted(Set<Problem> found) {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(problem -> problem.place().orElseThrow()));
        return sorted;
    }
}
