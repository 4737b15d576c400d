package io.ostiary.depot.store;

/** An object as the index has it. */
record LiveObject(StoredObject stored, BlobLease lease) {}
