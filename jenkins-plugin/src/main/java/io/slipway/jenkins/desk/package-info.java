/**
 * One desk for the whole controller: everything that is asked of Slipway anywhere on it goes through one scheduler and one
 * journal, so that fair shares, limits, bookings and reasons hold across jobs and a restart forgets nothing. Read {@link
 * io.slipway.jenkins.desk.ControlPlane} first.
 */
@NullMarked
package io.slipway.jenkins.desk;

import org.jspecify.annotations.NullMarked;
