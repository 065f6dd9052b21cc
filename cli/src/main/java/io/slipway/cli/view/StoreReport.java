package io.slipway.cli.view;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.local.store.GarbageCollection;
import io.slipway.core.local.store.StoreArchive;
import io.slipway.core.local.store.StoreStats;
import io.slipway.core.local.store.Verification;
import java.nio.file.Path;

/** What was found or done in the store, as text or as one JSON object. Ends with a line break. */
public final class StoreReport {
    private final Path directory;
    private final boolean json;

    public StoreReport(Path directory, boolean json) {
        this.directory = directory;
        this.json = json;
    }

    public String of(StoreStats stats) {
        if (json) {
            return line("storeStats", out -> {
                out.writeNumberField("results", stats.actions());
                out.writeNumberField("resultBytes", stats.actionBytes());
                out.writeNumberField("contents", stats.contents());
                out.writeNumberField("contentBytes", stats.contentBytes());
                out.writeNumberField("damaged", stats.quarantined());
                out.writeNumberField("damagedBytes", stats.quarantinedBytes());
                if (stats.oldestUse().isPresent()) {
                    out.writeStringField("oldestUse", stats.oldestUse().get().toString());
                }
            });
        }
        StringBuilder text = new StringBuilder();
        text.append(directory).append('\n');
        text.append(counted(stats.actions(), "result", stats.actionBytes())).append('\n');
        text.append(counted(stats.contents(), "content", stats.contentBytes())).append('\n');
        if (stats.quarantined() > 0) {
            text.append(counted(stats.quarantined(), "damaged file", stats.quarantinedBytes()));
            text.append(" set aside; `slipway cache gc` removes what is older than a month\n");
        }
        stats.oldestUse()
                .ifPresent(oldest ->
                        text.append("least recently used ").append(oldest).append('\n'));
        return text.toString();
    }

    public String of(GarbageCollection done) {
        long removed = done.actionsRemoved() + done.contentsRemoved();
        if (json) {
            return line("garbageCollection", out -> {
                out.writeBooleanField("ran", done.ran());
                out.writeNumberField("resultsRemoved", done.actionsRemoved());
                out.writeNumberField("contentsRemoved", done.contentsRemoved());
                out.writeNumberField("bytesRemoved", done.bytesRemoved());
                out.writeNumberField("bytesLeft", done.bytesLeft());
                out.writeNumberField("leftoversRemoved", done.leftoversRemoved());
            });
        }
        if (!done.ran()) return "another collection is at work in " + directory + "; nothing was done\n";
        return "removed " + removed + (removed == 1 ? " entry" : " entries") + ", "
                + Amounts.bytes(done.bytesRemoved()) + "; " + Amounts.bytes(done.bytesLeft()) + " left in " + directory
                + '\n';
    }

    public String of(Verification found) {
        if (json) {
            return line("storeVerification", out -> {
                out.writeBooleanField("ok", found.isSound());
                out.writeNumberField("results", found.actions());
                out.writeNumberField("contents", found.contents());
                out.writeNumberField("bytes", found.bytes());
                out.writeArrayFieldStart("damaged");
                for (String entry : found.damaged()) out.writeString(entry);
                out.writeEndArray();
                out.writeArrayFieldStart("incomplete");
                for (ActionKey key : found.incomplete()) out.writeString(key.hash());
                out.writeEndArray();
            });
        }
        StringBuilder text = new StringBuilder();
        for (String entry : found.damaged())
            text.append("damaged: ").append(entry).append('\n');
        text.append(found.isSound() ? "ok: " : "sound: ");
        text.append(Amounts.count(found.actions(), "result")).append(" and ");
        text.append(Amounts.count(found.contents(), "content")).append(", ").append(Amounts.bytes(found.bytes()));
        if (!found.incomplete().isEmpty()) {
            text.append("; forgot ").append(Amounts.count(found.incomplete().size(), "result"));
            text.append(" whose contents are gone");
        }
        if (!found.isSound()) text.append("; what is damaged was set aside and is built again when needed");
        return text.append('\n').toString();
    }

    /**
     * @param verb {@code saved} or {@code restored}
     */
    public String of(String verb, StoreArchive.Carried carried) {
        if (json) {
            return line(verb, out -> {
                out.writeNumberField("results", carried.results());
                out.writeNumberField("contents", carried.contents());
                out.writeNumberField("bytes", carried.bytes());
                out.writeNumberField("left", carried.left());
            });
        }
        return verb + ' ' + Amounts.count(carried.results(), "result") + " with "
                + counted(carried.contents(), "content", carried.bytes())
                + (carried.left() == 0 ? "" : "; " + carried.left() + " could not be, and are built again when needed")
                + '\n';
    }

    private static String counted(long count, String what, long bytes) {
        return Amounts.count(count, what) + ", " + Amounts.bytes(bytes);
    }

    private String line(String type, Json.Fields fields) {
        return Json.object(out -> {
                    out.writeStringField("type", type);
                    out.writeStringField("directory", directory.toString());
                    fields.writeTo(out);
                })
                + '\n';
    }
}
