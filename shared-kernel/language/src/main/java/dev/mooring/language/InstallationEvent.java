package dev.mooring.language;

/**
 * An event of an aggregate that no workspace owns: it decides between them, and every workspace's
 * commands see the whole of it. What it says of a workspace has to be fit for the others' eyes.
 */
public interface InstallationEvent extends DomainEvent {}
