package dev.cairn.ports;

/** The two places of policy files: durable ones that rows name, and fast scratch that goes when unloaded. */
public enum StorageRoot {
    DURABLE,
    SCRATCH
}
