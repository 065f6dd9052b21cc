package io.slipway.jenkins.host;

import hudson.FilePath;
import hudson.model.Node;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.content.Pack;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Slipway's own directory on a node, seen from the controller: contents go there and come from there in packs. Immutable.
 *
 * @param home the directory
 * @param shared a directory that the controller and all nodes see, where contents lie instead; empty for none
 */
record NodePlace(FilePath home, String shared) {
    private static final Logger LOG = Logger.getLogger(NodePlace.class.getName());

    /**
     * @throws IOException when the node is not connected
     */
    static NodePlace of(Node node, String shared) throws IOException {
        FilePath root = node.getRootPath();
        if (root == null)
            throw new IOException("node " + node.getNodeName() + " is not connected; see why it is offline");
        return new NodePlace(root.child("slipway"), shared);
    }

    /** Contents that the node does not have. */
    List<Digest> lacking(Collection<Digest> digests) throws IOException, InterruptedException {
        return parse(new Lacking(this, texts(digests)).at(home));
    }

    /** Brings contents to the node. */
    void send(Collection<Digest> digests, ContentStore from, Path scratch) throws IOException, InterruptedException {
        if (digests.isEmpty()) return;
        Path pack = Files.createTempFile(scratch, "send-", ".pack");
        FilePath there = home.child("scratch").child("take-" + UUID.randomUUID() + ".pack");
        try {
            try (OutputStream out = Files.newOutputStream(pack)) {
                Pack writing = new Pack(out);
                writing.add(digests, from, scratch);
                writing.end();
            }
            try (InputStream in = Files.newInputStream(pack)) {
                there.copyFrom(in);
            }
            List<Digest> missing = parse(new Take(this, texts(digests)).at(there));
            if (!missing.isEmpty())
                throw new IOException("the controller no longer has " + missing.get(0) + "; run it again");
        } finally {
            Files.deleteIfExists(pack);
            discard(there);
        }
    }

    /** Brings contents from the node. */
    void fetch(Collection<Digest> digests, ContentStore into, Path scratch) throws IOException, InterruptedException {
        if (digests.isEmpty()) return;
        FilePath there = home.child("scratch").child("give-" + UUID.randomUUID() + ".pack");
        try {
            new Give(this, texts(digests)).at(there);
            take(there, digests, into, scratch);
        } finally {
            discard(there);
        }
    }

    /** Takes a pack that lies on the node. */
    static void take(FilePath there, Collection<Digest> digests, ContentStore into, Path scratch)
            throws IOException, InterruptedException {
        Path pack = Files.createTempFile(scratch, "take-", ".pack");
        try {
            try (OutputStream out = Pack.bound(digests, Files.newOutputStream(pack))) {
                there.copyTo(out);
            }
            try (InputStream in = Files.newInputStream(pack)) {
                Set<Digest> missing = Pack.take(in, digests, into, scratch);
                if (!missing.isEmpty())
                    throw new IOException(
                            "the node no longer has " + missing.iterator().next() + "; run it again");
            }
        } finally {
            Files.deleteIfExists(pack);
        }
    }

    /** Whatever went wrong before is worth more than what goes wrong here; the node tidies its scratch directory too. */
    static void discard(FilePath there) throws InterruptedException {
        try {
            there.delete();
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> there.getRemote() + " stays for a while");
        }
    }

    static List<String> texts(Collection<Digest> digests) {
        List<String> texts = new ArrayList<>(digests.size());
        for (Digest digest : digests) texts.add(digest.toString());
        return texts;
    }

    static List<Digest> parse(Collection<String> texts) {
        List<Digest> digests = new ArrayList<>(texts.size());
        for (String text : texts) digests.add(Digest.parse(text));
        return digests;
    }

    private static final class Lacking extends NodeCall<List<String>> {
        private static final long serialVersionUID = 1;

        private final List<String> digests;

        Lacking(NodePlace place, List<String> digests) {
            super(place);
            this.digests = digests;
        }

        @Override
        List<String> on(File at, NodeHome node) {
            return texts(node.lacking(parse(digests)));
        }
    }

    private static final class Take extends NodeCall<List<String>> {
        private static final long serialVersionUID = 1;

        private final List<String> digests;

        Take(NodePlace place, List<String> digests) {
            super(place);
            this.digests = digests;
        }

        @Override
        List<String> on(File pack, NodeHome node) throws IOException {
            try (InputStream in = Files.newInputStream(pack.toPath())) {
                return texts(node.take(in, parse(digests)));
            }
        }
    }

    private static final class Give extends NodeCall<Boolean> {
        private static final long serialVersionUID = 1;

        private final List<String> digests;

        Give(NodePlace place, List<String> digests) {
            super(place);
            this.digests = digests;
        }

        @Override
        Boolean on(File pack, NodeHome node) throws IOException {
            node.scratch();
            try (OutputStream out = Files.newOutputStream(pack.toPath())) {
                node.give(parse(digests), out);
            }
            return true;
        }
    }
}
