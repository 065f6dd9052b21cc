package io.slipway.jenkins.host;

/**
 * A task in Jenkins' queue that has its node already: Slipway decided about it before it put it there, so it takes its turn
 * at once and is neither limited nor placed anew.
 */
public interface DecidedElsewhere {}
