package io.ostiary.policy.acl;

/** One entry of an access-control list. */
public record Grant(Grantee grantee, Permission permission) {}
