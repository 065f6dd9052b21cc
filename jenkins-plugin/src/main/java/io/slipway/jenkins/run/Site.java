package io.slipway.jenkins.run;

import io.slipway.core.cache.Action;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node with an executor and a directory that were allotted to one attempt; see {@link NodeTask}. Every call blocks; an
 * interrupt ends it, and the command with it. Confined to one thread.
 *
 * <p>An {@link IOException} means that the node cannot be reached or cannot be used, an
 * {@link io.slipway.core.local.output.OutputException} that it cannot make or read what was asked for.
 */
public interface Site {
    /** Contents that the node does not have. */
    List<Digest> lacking(Collection<Digest> digests) throws IOException, InterruptedException;

    /** Brings contents to the node. */
    void send(Collection<Digest> digests, ContentStore from) throws IOException, InterruptedException;

    /**
     * Makes the private tree, of contents that are on the node.
     *
     * @return the directory where the command is to run
     */
    String prepare(TaskAddress task, Action action) throws IOException, InterruptedException;

    /**
     * Runs the command and waits for its end.
     *
     * @param environment in addition to the node's own
     * @param log takes all it prints
     * @param timeout after which it is ended, with all processes it has started
     */
    End execute(
            List<String> argv,
            String directory,
            Map<String, String> environment,
            OutputStream log,
            Optional<Duration> timeout)
            throws IOException, InterruptedException;

    /**
     * How a command ended.
     *
     * @param isTimedOut whether it was ended because it took too long
     */
    record End(int exitCode, boolean isTimedOut) {}

    /** Takes what the command made into the node's store. */
    TaskMade collect(TaskAddress task, Action action) throws IOException, InterruptedException;

    /**
     * Brings contents from the node.
     *
     * @throws IOException also when it has not got one of them
     */
    void fetch(Collection<Digest> digests, ContentStore into) throws IOException, InterruptedException;
}
