package io.ostiary.policy.request;

/** One question to the engine: may this principal perform this action on this resource, now? */
public record AuthorizationRequest(
    Principal principal, Action action, Resource resource, RequestContext context) {}
