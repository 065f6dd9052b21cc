package io.slipway.jenkins.queue;

import static java.util.Objects.requireNonNull;

import io.slipway.core.fairshare.Tenant;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that waits in Jenkins' queue for an executor, or that has one: a build, or a {@code node} block of a Pipeline.
 * Immutable.
 *
 * @param id Jenkins' number of it
 * @param job full name of its job
 * @param work what it is known by to {@link io.slipway.jenkins.teach.PastBuilds}: the job, or a block of it
 * @param label the label expression as text; empty when any node will do
 * @param tenant whose turn it is
 * @param priority higher comes first in its folder
 * @param claims what it draws on: weight by name of a throttle
 * @param since when it began to wait
 * @param holder in whose name it runs: it may use nodes that are held for that one; empty for nobody
 */
public record QueuedItem(
        long id,
        String job,
        String work,
        String label,
        Tenant tenant,
        int priority,
        SortedMap<String, Integer> claims,
        Instant since,
        String holder) {
    public QueuedItem {
        requireNonNull(job, "job");
        requireNonNull(work, "work");
        requireNonNull(label, "label");
        requireNonNull(tenant, "tenant");
        claims = claims.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        requireNonNull(since, "since");
        requireNonNull(holder, "holder");
    }

    /**
     * What is known of it by name under this policy.
     *
     * @param block the Pipeline block that wants the node; empty for a whole build
     */
    public static QueuedItem of(QueuePolicy policy, long id, String job, String block, String label, Instant since) {
        return new QueuedItem(
                id,
                job,
                block.isEmpty() ? job : job + " » " + block,
                label,
                FolderTenant.of(job),
                policy.priorityOf(job),
                policy.claimsOf(job),
                since,
                "");
    }

    public QueuedItem inTheNameOf(String holder) {
        return new QueuedItem(id, job, work, label, tenant, priority, claims, since, holder);
    }
}
