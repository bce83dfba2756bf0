package dev.cairn.ports;

/**
 * The two roots of policy files: durable files that rows refer to, and fast scratch space, deleted when the policy is
 * unloaded.
 */
public enum StorageRoot {
    DURABLE,
    SCRATCH
}
