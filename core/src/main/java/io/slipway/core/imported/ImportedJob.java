package io.slipway.core.imported;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One job as another CI system would run it, its matrix expanded. Immutable. Built with {@link #builder}; every default is
 * written beside its field there.
 *
 * @param name as the host shows it
 * @param group the name as it was written, the same for all jobs of one matrix
 * @param place where it was written
 * @param stage the step of a serial order that it belongs to; empty where the host has none
 * @param needs what it waits for; the stages before its own when absent
 * @param labels what a machine must offer, in the host's words
 * @param condition when it is part of a pipeline, as it was written; empty when always
 * @param script what a shell would be given; empty when the job only calls another pipeline
 * @param env variables set for it
 * @param retries how often it is tried again
 * @param lock a name that only one running job may hold
 * @param manual whether it waits for a person
 * @param mayFail whether its failure fails nothing else
 * @param deploys whether it changes the world outside
 * @param cached whether it keeps files from one run to the next
 * @param calls another pipeline that it starts; absent for an ordinary job
 * @param outputs patterns of the files that it hands on
 * @param reports patterns of its reports, by kind
 * @param unsaid what a definition of ours has no word for, as {@code key: value}
 */
public record ImportedJob(
        String name,
        String group,
        Place place,
        String stage,
        Optional<List<ImportedNeed>> needs,
        List<String> labels,
        Presence presence,
        String condition,
        String script,
        SortedMap<String, String> env,
        Optional<Duration> timeout,
        int retries,
        Optional<String> lock,
        boolean manual,
        boolean mayFail,
        boolean deploys,
        boolean cached,
        Optional<String> calls,
        List<String> outputs,
        SortedMap<String, List<String>> reports,
        List<String> unsaid) {
    public ImportedJob {
        requireNonNull(name, "name");
        requireNonNull(group, "group");
        requireNonNull(place, "place");
        requireNonNull(stage, "stage");
        needs = needs.map(List::copyOf);
        labels = List.copyOf(labels);
        requireNonNull(presence, "presence");
        requireNonNull(condition, "condition");
        requireNonNull(script, "script");
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        requireNonNull(timeout, "timeout");
        if (retries < 0) throw new IllegalArgumentException("retries: " + retries + " (expected: >= 0)");
        requireNonNull(lock, "lock");
        requireNonNull(calls, "calls");
        outputs = List.copyOf(outputs);
        reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
        unsaid = List.copyOf(unsaid);
    }

    /** A job that is always there and needs nothing said. */
    public static Builder builder(String name, Place place) {
        return new Builder(name, place);
    }

    /** Says what a job is, one thing after the other. Confined to one thread. */
    public static final class Builder {
        private final String name;
        private final Place place;
        private String group;
        private String stage = ""; // hosts without stages
        private Optional<List<ImportedNeed>> needs = Optional.empty(); // whatever stages say
        private List<String> labels = List.of(); // any machine
        private Presence presence = Presence.ALWAYS; // unconditional
        private String condition = ""; // unconditional
        private String script = ""; // calls another pipeline
        private SortedMap<String, String> env = new TreeMap<>(); // nothing set
        private Optional<Duration> timeout = Optional.empty(); // the host's own
        private int retries; // a failure is final
        private Optional<String> lock = Optional.empty(); // any number at a time
        private boolean manual; // starts by itself
        private boolean mayFail; // its failure counts
        private boolean deploys; // changes nothing outside
        private boolean cached; // keeps nothing
        private Optional<String> calls = Optional.empty(); // an ordinary job
        private List<String> outputs = List.of(); // hands on nothing
        private SortedMap<String, List<String>> reports = new TreeMap<>(); // reports nothing
        private final List<String> unsaid = new ArrayList<>(); // all can be said

        private Builder(String name, Place place) {
            this.name = name;
            this.group = name;
            this.place = place;
        }

        public Builder group(String written) {
            this.group = written;
            return this;
        }

        public Builder stage(String stage) {
            this.stage = stage;
            return this;
        }

        public Builder needs(List<ImportedNeed> needs) {
            this.needs = Optional.of(needs);
            return this;
        }

        public Builder labels(List<String> labels) {
            this.labels = labels;
            return this;
        }

        public Builder presence(Presence presence, String condition) {
            this.presence = presence;
            this.condition = condition;
            return this;
        }

        public Builder script(String script) {
            this.script = script;
            return this;
        }

        public Builder env(SortedMap<String, String> env) {
            this.env = env;
            return this;
        }

        public Builder timeout(Duration timeout) {
            this.timeout = Optional.of(timeout);
            return this;
        }

        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        public Builder lock(String lock) {
            this.lock = Optional.of(lock);
            return this;
        }

        public Builder manual(boolean manual) {
            this.manual = manual;
            return this;
        }

        public Builder mayFail(boolean mayFail) {
            this.mayFail = mayFail;
            return this;
        }

        public Builder deploys(boolean deploys) {
            this.deploys = deploys;
            return this;
        }

        public Builder cached(boolean cached) {
            this.cached = cached;
            return this;
        }

        public Builder calls(String pipeline) {
            this.calls = Optional.of(pipeline);
            return this;
        }

        public Builder outputs(List<String> outputs) {
            this.outputs = outputs;
            return this;
        }

        public Builder reports(SortedMap<String, List<String>> reports) {
            this.reports = reports;
            return this;
        }

        public Builder unsaid(String keyAndValue) {
            unsaid.add(keyAndValue);
            return this;
        }

        public ImportedJob build() {
            return new ImportedJob(
                    name, group, place, stage, needs, labels, presence, condition, script, env, timeout, retries, lock,
                    manual, mayFail, deploys, cached, calls, outputs, reports, unsaid);
        }
    }
}
