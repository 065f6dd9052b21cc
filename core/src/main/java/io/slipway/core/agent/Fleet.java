package io.slipway.core.agent;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The agents, what each has reserved for whom, and who holds which lock.
 *
 * <p>Confined to one thread. Going through all agents is O(agents); finding one is O(1); reserving and releasing are O(locks).
 */
public final class Fleet {
    private final TreeMap<String, Member> members = new TreeMap<>();

    /** The same, for finding one: that is asked for several times in each decision. */
    private final Map<String, Member> byId = new HashMap<>();

    private final Map<Holder, Reservation> reservations = new HashMap<>();
    private final Map<String, Reservation> locks = new HashMap<>();
    private int version;

    /** Takes an agent in, or takes note of its new labels and capacity; what is reserved stays reserved. */
    public void register(Agent agent) {
        Member known = byId.get(agent.id());
        if (known == null) {
            Member member = new Member(agent);
            members.put(agent.id(), member);
            byId.put(agent.id(), member);
        } else {
            known.agent = agent;
        }
        version++;
    }

    /**
     * Forgets an agent.
     *
     * @throws IllegalStateException when it is unknown
     */
    public void remove(String agent) {
        member(agent);
        members.remove(agent);
        byId.remove(agent);
        version++;
    }

    /** All agents, by id. */
    public List<Agent> agents() {
        List<Agent> agents = new ArrayList<>(members.size());
        for (Member member : members.values()) agents.add(member.agent);
        return agents;
    }

    public Optional<Agent> find(String id) {
        Member member = byId.get(id);
        return member == null ? Optional.empty() : Optional.of(member.agent);
    }

    /** What the agent is doing; ready, with nothing measured, unless something else was said. */
    public AgentStatus status(String agent) {
        return member(agent).status;
    }

    /**
     * Takes note of what an agent is doing now.
     *
     * @throws IllegalStateException when the agent is unknown
     */
    public void setStatus(String agent, AgentStatus status) {
        member(agent).status = status;
    }

    /** A number that changes whenever an agent comes or changes, for those who remember what the agents can do. */
    public int version() {
        return version;
    }

    /** How many tasks run. */
    public int inFlight() {
        return reservations.size();
    }

    /** What the agent has left. Nothing, while it has reserved more than it now has. */
    public Resources free(Agent agent) {
        Member member = member(agent.id());
        Resources capacity = agent.capacity();
        return new Resources(
                Math.max(0, capacity.milliCpu() - member.reserved.milliCpu()),
                Math.max(0, capacity.memoryBytes() - member.reserved.memoryBytes()),
                Math.max(0, capacity.diskBytes() - member.reserved.diskBytes()),
                member.freeCounts(capacity));
    }

    /**
     * Whether the agent has that much left, and nobody has it to themselves; when it is wanted exclusively, also whether
     * nothing runs there. O(1) but for what comes in pieces.
     */
    public boolean hasRoom(Agent agent, Resources wanted, boolean exclusive) {
        Member member = member(agent.id());
        return member.admits(exclusive) && member.hasLeft(agent.capacity(), wanted);
    }

    /** Whether sharing is not in the way: nobody has the agent to themselves, nor is it wanted so while something runs. */
    public boolean mayShare(Agent agent, boolean exclusive) {
        return member(agent.id()).admits(exclusive);
    }

    /** Who holds the lock. */
    public Optional<Reservation> holderOf(String lock) {
        return Optional.ofNullable(locks.get(lock));
    }

    /** What all agents have reserved, by task. */
    public List<Reservation> reservations() {
        List<Reservation> all = new ArrayList<>(reservations.values());
        all.sort(Comparator.comparing(Reservation::task).thenComparing(Reservation::run));
        return all;
    }

    /**
     * Takes resources and all locks at once.
     *
     * @throws IllegalStateException when the agent is unknown, has not that much, is not to be shared, a lock is held, or
     *     the task has a reservation already
     */
    public void reserve(Reservation wanted) {
        Member member = member(wanted.agent());
        Holder holder = new Holder(wanted.run(), wanted.task());
        if (reservations.containsKey(holder)) throw refused(wanted, "it holds a reservation already");
        if (!wanted.resources().fitsIn(free(member.agent)))
            throw refused(wanted, "there is only " + free(member.agent));
        if (!member.admits(wanted.exclusive())) throw refused(wanted, "of what has it to itself or wants that");
        for (String lock : wanted.locks()) {
            Reservation other = locks.get(lock);
            if (other != null) throw refused(wanted, "lock " + lock + " is held by " + other.task());
        }
        for (String lock : wanted.locks()) locks.put(lock, wanted);
        reservations.put(holder, wanted);
        member.take(wanted);
    }

    /**
     * Gives everything back that the task holds.
     *
     * @throws IllegalStateException when it holds nothing
     */
    public void release(String run, TaskAddress task) {
        Reservation held = reservations.remove(new Holder(run, task));
        if (held == null) {
            throw new IllegalStateException("run " + run + ", task " + task + " holds nothing that it could give back");
        }
        for (String lock : held.locks()) locks.remove(lock);
        member(held.agent()).giveBack(held);
    }

    private Member member(String agent) {
        Member member = byId.get(agent);
        if (member == null) throw new IllegalStateException("no agent " + agent + "; it has to register first");
        return member;
    }

    private static IllegalStateException refused(Reservation wanted, String why) {
        return new IllegalStateException("run " + wanted.run() + ", task " + wanted.task() + ": " + wanted.agent()
                + " cannot reserve " + wanted.resources() + " and locks " + wanted.locks() + ", because " + why);
    }

    private record Holder(String run, TaskAddress task) {}

    private static final class Member {
        private Agent agent;
        private AgentStatus status = AgentStatus.READY;
        private Resources reserved = new Resources(0, 0);
        private int tasks;
        private int alone;

        Member(Agent agent) {
            this.agent = agent;
        }

        void take(Reservation wanted) {
            reserved = reserved.plus(wanted.resources());
            tasks++;
            if (wanted.exclusive()) alone++;
        }

        void giveBack(Reservation held) {
            reserved = reserved.minus(held.resources());
            tasks--;
            if (held.exclusive()) alone--;
        }

        boolean admits(boolean exclusive) {
            return alone == 0 && !(exclusive && tasks > 0);
        }

        /** As {@code wanted.fitsIn(free(agent))}, without making what is free: this is asked for each of those that wait longest. */
        boolean hasLeft(Resources capacity, Resources wanted) {
            if (wanted.milliCpu() > Math.max(0, capacity.milliCpu() - reserved.milliCpu())
                    || wanted.memoryBytes() > Math.max(0, capacity.memoryBytes() - reserved.memoryBytes())
                    || wanted.diskBytes() > Math.max(0, capacity.diskBytes() - reserved.diskBytes())) return false;
            for (Map.Entry<String, Integer> count : wanted.counts().entrySet()) {
                if (count.getValue() > capacity.count(count.getKey()) - reserved.count(count.getKey())) return false;
            }
            return true;
        }

        SortedMap<String, Integer> freeCounts(Resources capacity) {
            if (reserved.counts().isEmpty()) return capacity.counts();
            TreeMap<String, Integer> free = new TreeMap<>();
            capacity.counts().forEach((name, count) -> free.put(name, Math.max(0, count - reserved.count(name))));
            return free;
        }
    }
}
