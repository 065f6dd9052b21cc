package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One garbage collection: the least recently used leave first, and nothing leaves that a running process has used.
 *
 * <p>Two facts make the second part true without asking the processes:
 *
 * <ul>
 *   <li>Before its first access a process takes a {@link Lease} that says since when it uses the store. After every
 *       access it looks at the entry's name again and moves the time written there forward if it is older than
 *       {@link StoreFiles#USE_GRANULARITY}; if the entry is gone by then, the access counts as a miss. So what a process
 *       has used bears a time no older than its lease less that granularity.
 *   <li>A collection moves entries into {@code trash/}, <em>then</em> reads which leases there are and which time each
 *       entry bears, and moves back what such a process may have used. An access that came before the move is seen. One
 *       that comes after it finds the entry in the trash, takes it back, and the collection finds it gone; or does not
 *       find it at all, which is a miss.
 * </ul>
 *
 * <p>A content that is named by a result that stays stays with it. A content that no result names, because the process
 * that stored it was killed or has not come that far, is an entry by itself. A collection that is killed leaves its
 * trash; the next one moves it back and decides anew. Confined to one thread.
 */
final class GarbageCollector {
    /** Twice the granularity, in case the clocks of file system and process differ. */
    private static final Duration BEFORE_A_LEASE = StoreFiles.USE_GRANULARITY.multipliedBy(2);

    private static final Duration QUARANTINE = Duration.ofDays(30); // time enough to look why it was damaged
    private static final int BATCH = 1_000; // an entry is away for the time of one batch at most

    private final StoreFiles files;
    private final Retention retention;
    private final long nowMillis;
    private final Set<String> keptHashes = new HashSet<>();
    private long bytesLeft;
    private long actionsRemoved;
    private long contentsRemoved;
    private long bytesRemoved;
    private long leftoversRemoved;
    private long removed;

    GarbageCollector(StoreFiles files, Retention retention) {
        this.files = files;
        this.retention = retention;
        this.nowMillis = files.clock().millis();
        for (ActionKey key : retention.keepActions()) keptHashes.add(key.hash());
        for (Digest digest : retention.keepContents()) keptHashes.add(digest.hash());
    }

    GarbageCollection collect() throws IOException {
        restoreTrash();
        removeLeftovers();
        // contents before results: what a result names by then is in the list as something that is named
        List<StoredEntry> contents = StoredEntry.listOf(files.contents);
        List<StoredEntry> actions = StoredEntry.listOf(files.actions);
        for (StoredEntry entry : contents) bytesLeft += entry.sizeBytes();
        for (StoredEntry entry : actions) bytesLeft += entry.sizeBytes();
        if (isAnyToLeave(contents) || isAnyToLeave(actions)) remove(choose(actions, contents));
        return new GarbageCollection(true, actionsRemoved, contentsRemoved, bytesRemoved, bytesLeft, leftoversRemoved);
    }

    private boolean isAnyToLeave(List<StoredEntry> entries) {
        for (StoredEntry entry : entries) {
            if (bytesLeft > retention.maxBytes() || isExpired(entry)) return true;
        }
        return false;
    }

    private boolean isExpired(StoredEntry entry) {
        return entry.usedMillis() < nowMillis - retention.maxAge().toMillis();
    }

    /** What shall leave, and what each leaving result names. */
    private record Choice(List<StoredEntry> actions, List<StoredEntry> contents, Map<StoredEntry, Set<String>> named) {}

    private Choice choose(List<StoredEntry> actions, List<StoredEntry> contents) throws IOException {
        Map<StoredEntry, Set<String>> named = new HashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        for (StoredEntry action : actions) {
            Set<String> names = namedBy(action);
            named.put(action, names);
            for (String name : names) uses.merge(name, 1, Integer::sum);
        }
        Map<String, StoredEntry> byHash = new HashMap<>();
        List<StoredEntry> leastUsedFirst = new ArrayList<>(actions);
        for (StoredEntry content : contents) {
            if (uses.containsKey(content.hash())) byHash.put(content.hash(), content);
            else leastUsedFirst.add(content);
        }
        leastUsedFirst.sort(Comparator.comparingLong(StoredEntry::usedMillis).thenComparing(StoredEntry::hash));

        Choice choice = new Choice(new ArrayList<>(), new ArrayList<>(), named);
        long keptSince = keptSinceMillis();
        long left = bytesLeft;
        for (StoredEntry entry : leastUsedFirst) {
            if (left <= retention.maxBytes() && !isExpired(entry)) break;
            if (!mayLeave(entry, keptSince)) continue;
            left -= entry.sizeBytes();
            Set<String> names = named.get(entry);
            if (names == null) {
                choice.contents().add(entry);
                continue;
            }
            choice.actions().add(entry);
            for (String name : names) {
                StoredEntry content = byHash.get(name);
                boolean stillNamed = uses.merge(name, -1, Integer::sum) > 0;
                if (stillNamed || content == null || !mayLeave(content, keptSince)) continue;
                choice.contents().add(content);
                left -= content.sizeBytes();
            }
        }
        return choice;
    }

    private boolean mayLeave(StoredEntry entry, long keptSince) {
        return entry.usedMillis() < keptSince && !keptHashes.contains(entry.hash());
    }

    private static Set<String> namedBy(StoredEntry action) throws IOException {
        Set<String> names = new HashSet<>();
        try {
            ActionResult result = ActionEntry.decode(new ActionKey(action.hash()), Files.readAllBytes(action.path()));
            for (Digest digest : result.stored()) names.add(digest.hash());
        } catch (NoSuchFileException | MalformedContentException e) {
            return names; // whoever looks it up finds out
        }
        return names;
    }

    /** Entries used since then stay: they belong to recent runs, or may have been used by a process that lives. */
    private long keptSinceMillis() throws IOException {
        long kept = nowMillis - retention.recent().toMillis();
        for (String lease : Lease.living(files.leases)) {
            kept = Math.min(kept, Lease.sinceMillis(lease) - BEFORE_A_LEASE.toMillis());
        }
        return kept;
    }

    private void remove(Choice choice) throws IOException {
        Set<String> namedAgain = new HashSet<>();
        for (StoredEntry action : remove(choice.actions()))
            namedAgain.addAll(choice.named().get(action));
        List<StoredEntry> contents = new ArrayList<>();
        for (StoredEntry content : choice.contents()) {
            if (!namedAgain.contains(content.hash())) contents.add(content);
        }
        actionsRemoved = removed;
        remove(contents);
        contentsRemoved = removed - actionsRemoved;
    }

    /** Removes these entries, but for those that a process has used meanwhile, which it returns. */
    private List<StoredEntry> remove(List<StoredEntry> entries) throws IOException {
        List<StoredEntry> stayed = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += BATCH) {
            List<StoredEntry> batch = entries.subList(from, Math.min(from + BATCH, entries.size()));
            List<StoredEntry> moved = new ArrayList<>(batch.size());
            StoreFiles.createDirectories(files.trash);
            for (StoredEntry entry : batch) {
                if (moveIfThere(entry.path(), files.trashOf(entry.path()))) moved.add(entry);
            }
            long keptSince = keptSinceMillis();
            for (StoredEntry entry : moved) {
                if (deleteUnlessUsed(files.trashOf(entry.path()), entry.path(), keptSince)) {
                    removed++;
                    bytesRemoved += entry.sizeBytes();
                    bytesLeft -= entry.sizeBytes();
                } else {
                    stayed.add(entry);
                }
            }
        }
        return stayed;
    }

    private static boolean moveIfThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean deleteUnlessUsed(Path trashed, Path entry, long keptSince) throws IOException {
        try {
            if (Files.getLastModifiedTime(trashed).toMillis() < keptSince) {
                Files.delete(trashed);
                return true;
            }
            restore(trashed, entry);
        } catch (NoSuchFileException e) {
            return false; // a process took it back
        }
        return false;
    }

    /** Back to its name, unless a process has stored it anew or took it back itself. */
    private void restore(Path trashed, Path entry) throws IOException {
        try {
            if (Files.exists(entry)) Files.delete(trashed);
            else files.publish(trashed, entry);
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private void restoreTrash() throws IOException {
        for (Path trashed : StoredEntry.childrenOf(files.trash)) {
            restore(trashed, files.entryOf(trashed));
        }
    }

    private void removeLeftovers() throws IOException {
        // files before leases: whose file is in the list had a lease before
        List<Path> unfinished = StoredEntry.childrenOf(files.aside);
        List<String> living = Lease.living(files.leases);
        for (Path file : unfinished) {
            String name = file.getFileName().toString();
            if (!living.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) removeLeftover(file);
        }
        for (Path file : StoredEntry.childrenOf(files.quarantine)) {
            long age = nowMillis - Files.getLastModifiedTime(file).toMillis();
            if (age > QUARANTINE.toMillis()) removeLeftover(file);
        }
    }

    private void removeLeftover(Path file) throws IOException {
        if (Files.deleteIfExists(file)) leftoversRemoved++;
    }
}
