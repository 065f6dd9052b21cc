package io.slipway.core.local;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.workspace.Service;
import io.slipway.core.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The definition files of a workspace as they were when a run began: so that a run that is resumed can tell an edited
 * definition, which is no concern of it, from an edited source. Stateless.
 */
final class DefinitionFiles {
    private DefinitionFiles() {}

    /** Writes down which of them are sources. */
    static void write(Path file, Workspace workspace, Tree source) throws IOException {
        CanonicalOutput out = new CanonicalOutput();
        SortedMap<String, Optional<TreeEntry>> found = in(workspace, source);
        found.values().removeIf(entry -> !(entry.orElse(null) instanceof TreeEntry.File));
        out.writeInt(found.size());
        found.forEach((path, entry) -> {
            if (entry.orElseThrow() instanceof TreeEntry.File of)
                out.writeText(path).writeDigest(of.digest()).writeBoolean(of.executable());
        });
        Files.write(file, out.toByteArray());
    }

    /** As they were, and those that came since as absent; nothing when that was not written down. */
    static SortedMap<String, Optional<TreeEntry>> read(Path file, Workspace now) {
        try {
            CanonicalInput in = new CanonicalInput(Files.readAllBytes(file));
            TreeMap<String, Optional<TreeEntry>> were = new TreeMap<>();
            in(now, Tree.empty()).keySet().forEach(path -> were.put(path, Optional.empty()));
            for (int left = in.readInt(); left > 0; left--)
                were.put(in.readText(), Optional.of(new TreeEntry.File(in.readDigest(), in.readBoolean())));
            return were;
        } catch (IOException | MalformedContentException e) {
            return Collections.emptySortedMap();
        }
    }

    private static SortedMap<String, Optional<TreeEntry>> in(Workspace workspace, Tree source) {
        TreeMap<String, Optional<TreeEntry>> found = new TreeMap<>();
        for (Service service : workspace.services())
            found.put(service.definitionFile(), source.find(service.definitionFile()));
        found.put(Workspace.WORKSPACE_FILE, source.find(Workspace.WORKSPACE_FILE));
        return found;
    }
}
