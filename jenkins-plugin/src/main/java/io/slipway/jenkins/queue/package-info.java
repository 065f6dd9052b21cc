/**
 * Answers what Jenkins' queue asks of ordinary jobs: whose turn it is, whether it may start now, and on which node. Knows
 * no Jenkins type. Read {@link io.slipway.jenkins.queue.QueueAnswers} first.
 */
@NullMarked
package io.slipway.jenkins.queue;

import org.jspecify.annotations.NullMarked;
