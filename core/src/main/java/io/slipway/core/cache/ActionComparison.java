package io.slipway.core.cache;

import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the parts in which two actions differ, in the order in which people want to hear it. Confined to one thread. */
final class ActionComparison {
    /** Of each kind, so that however many files differ, a changed command is named too. */
    private static final int MOST_OF_A_KIND = 20;

    private final Action before;
    private final Action now;
    private final List<Cause> causes = new ArrayList<>();
    private final Map<Kind, Integer> named = new EnumMap<>(Kind.class);
    private int more;

    ActionComparison(Action before, Action now) {
        this.before = before;
        this.now = now;
    }

    Invalidation invalidation() {
        compare(before.sources(), now.sources(), "", Kind.FILE_CHANGED, Kind.FILE_ADDED, Kind.FILE_REMOVED);
        compareNeedOutputs();
        compareNeeds();
        compareByName(before.env(), now.env(), Kind.VARIABLE_CHANGED, "");
        if (!before.command().equals(now.command())) add(Kind.COMMAND_CHANGED, "");
        if (!before.version().equals(now.version())) add(Kind.VERSION_CHANGED, now.version());
        if (!before.directory().equals(now.directory())) add(Kind.DIRECTORY_CHANGED, now.directory());
        if (!before.outputs().equals(now.outputs())) add(Kind.OUTPUTS_DECLARED_CHANGED, "outputs");
        compareByName(before.reports(), now.reports(), Kind.OUTPUTS_DECLARED_CHANGED, " reports");
        if (!before.os().equals(now.os())) add(Kind.PLATFORM_CHANGED, "operating system");
        if (!before.arch().equals(now.arch())) add(Kind.PLATFORM_CHANGED, "architecture");
        compareByName(before.requires(), now.requires(), Kind.REQUIREMENT_CHANGED, "");
        compareSecrets();
        compareByName(before.sidecars(), now.sidecars(), Kind.SIDECAR_CHANGED, "");
        return new Invalidation(causes, more);
    }

    private void compareSecrets() {
        for (String name : now.secrets()) if (!before.secrets().contains(name)) add(Kind.SECRET_ADDED, name);
        for (String name : before.secrets()) if (!now.secrets().contains(name)) add(Kind.SECRET_REMOVED, name);
    }

    private void compareNeedOutputs() {
        for (Map.Entry<TaskAddress, Tree> need : now.needs().entrySet()) {
            Tree gaveBefore = before.needs().get(need.getKey());
            if (gaveBefore == null) continue;
            compare(
                    gaveBefore,
                    need.getValue(),
                    "",
                    Kind.NEED_OUTPUT_CHANGED,
                    Kind.NEED_OUTPUT_ADDED,
                    Kind.NEED_OUTPUT_REMOVED);
        }
    }

    private void compareNeeds() {
        for (TaskAddress need : now.needs().keySet()) {
            if (!before.needs().containsKey(need)) add(Kind.NEED_ADDED, need.toString());
        }
        for (TaskAddress need : before.needs().keySet()) {
            if (!now.needs().containsKey(need)) add(Kind.NEED_REMOVED, need.toString());
        }
    }

    private <T> void compareByName(SortedMap<String, T> left, SortedMap<String, T> right, Kind kind, String suffix) {
        SortedSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            if (!Objects.equals(left.get(name), right.get(name))) add(kind, name + suffix);
        }
    }

    private void compare(Tree left, Tree right, String prefix, Kind changed, Kind added, Kind removed) {
        if (left.equals(right)) return;
        SortedSet<String> names = new TreeSet<>(left.children().comparator());
        names.addAll(left.children().keySet());
        names.addAll(right.children().keySet());
        for (String name : names) {
            TreeEntry was = left.children().get(name);
            TreeEntry is = right.children().get(name);
            if (Objects.equals(was, is)) continue;
            String path = prefix + name;
            if (was instanceof TreeEntry.Directory from && is instanceof TreeEntry.Directory to) {
                compare(from.tree(), to.tree(), path + "/", changed, added, removed);
            } else if (isLeaf(was) && isLeaf(is)) {
                add(changed, path);
            } else {
                addAll(is, path, added);
                addAll(was, path, removed);
            }
        }
    }

    private static boolean isLeaf(@Nullable TreeEntry entry) {
        return entry != null && !(entry instanceof TreeEntry.Directory);
    }

    private void addAll(@Nullable TreeEntry entry, String path, Kind kind) {
        if (entry == null) return;
        if (!(entry instanceof TreeEntry.Directory directory)) {
            add(kind, path);
            return;
        }
        if (directory.tree().isEmpty()) add(kind, path + "/");
        for (Map.Entry<String, TreeEntry> child : directory.tree().children().entrySet()) {
            addAll(child.getValue(), path + "/" + child.getKey(), kind);
        }
    }

    private void add(Kind kind, String subject) {
        if (named.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND) causes.add(new Cause(kind, subject));
        else more++;
    }
}
