package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.PathSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The terms on which a task runs, beside what it does: as which part of a whole, with whose consent, as the same task as
 * which others, and what stays of it. Most tasks have none. Immutable.
 *
 * @param shard which part of a split task it is
 * @param approval whose consent it waits for
 * @param keep what of its files outlives the cache
 * @param pins names of tools whose exact version counts, sorted
 * @param version of what the task does, set by hand; another one makes it run again. Empty when not said
 * @param renamedFrom the address it had before, under which its past is known
 */
public record Terms(
        Optional<Shard> shard,
        Optional<Approval> approval,
        Optional<Keep> keep,
        List<String> pins,
        String version,
        Optional<TaskAddress> renamedFrom) {
    /** Of a task about which nothing of all that was said. */
    public static final Terms NONE =
            new Terms(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "", Optional.empty());

    public Terms {
        requireNonNull(shard, "shard");
        requireNonNull(approval, "approval");
        requireNonNull(keep, "keep");
        pins = List.copyOf(new TreeSet<>(pins));
        requireNonNull(version, "version");
        requireNonNull(renamedFrom, "renamedFrom");
    }

    /** Writes them, {@link #NONE} as one byte. */
    void writeTo(CanonicalOutput out) {
        out.writeBoolean(!equals(NONE));
        if (equals(NONE)) return;
        out.writeOptional(shard, Terms::write);
        out.writeOptional(approval, (to, read) -> to.writeTexts(read.by()).writeText(read.note()));
        out.writeOptional(keep, (to, read) -> write(to.writeTexts(read.paths().patterns()), read.time()));
        out.writeTexts(pins).writeText(version);
        out.writeOptional(renamedFrom, (to, address) -> to.writeText(address.toString()));
    }

    private static void write(CanonicalOutput out, Shard shard) {
        out.writeInt(shard.index())
                .writeInt(shard.total())
                .writeTexts(shard.files().patterns());
        out.writeOptional(shard.each(), Terms::write);
    }

    private static void write(CanonicalOutput out, Duration duration) {
        out.writeLong(duration.toMillis());
    }

    static Terms readFrom(CanonicalInput in) {
        if (!in.readBoolean()) return NONE;
        return new Terms(
                in.readBoolean() ? Optional.of(readShard(in)) : Optional.empty(),
                in.readBoolean() ? Optional.of(new Approval(in.readTexts(), in.readText())) : Optional.empty(),
                in.readBoolean()
                        ? Optional.of(new Keep(new PathSet(in.readTexts()), Duration.ofMillis(in.readLong())))
                        : Optional.empty(),
                in.readTexts(),
                in.readText(),
                in.readBoolean() ? Optional.of(TaskAddress.parse(in.readText())) : Optional.empty());
    }

    private static Shard readShard(CanonicalInput in) {
        return new Shard(
                in.readInt(),
                in.readInt(),
                new PathSet(in.readTexts()),
                in.readBoolean() ? Optional.of(Duration.ofMillis(in.readLong())) : Optional.empty());
    }
}
