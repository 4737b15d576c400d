package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.directory.AccessReport;
import io.ostiary.realm.directory.AskForAccessReport;
import io.ostiary.realm.directory.Group;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore.LastUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When an identity, or whoever has a managed policy, last reached which service. Told of are the
 * services that the policies allow anything of; an attempt counts whether or not it was allowed.
 */
final class ServiceAccessOperations {
  private static final String BY_SERVICE = "SERVICE_LEVEL";
  private static final String BY_ACTION = "ACTION_LEVEL";

  private final List<ServiceDefinition> services;
  private final LastUses uses;

  private ServiceAccessOperations(Surroundings surroundings) {
    this.services =
        surroundings.services().stream()
            .sorted(Comparator.comparing(ServiceDefinition::service))
            .toList();
    this.uses = surroundings.lastUses();
  }

  static List<Operation> of(Surroundings surroundings) {
    ServiceAccessOperations operations = new ServiceAccessOperations(surroundings);
    return List.of(
        Operation.of(
            "GenerateServiceLastAccessedDetails",
            ServiceAccessOperations::ask,
            ServiceAccessOperations::begin,
            (xml, report) -> xml.element("JobId", report.id())),
        Operation.list(
            "GetServiceLastAccessedDetails",
            (in, call) -> jobId(in),
            Report::of,
            (xml, report) -> report.head(xml),
            (report, call) -> operations.accesses(report),
            new Listing<>("ServicesLastAccessed", Access::service, ServiceAccessOperations::write)),
        Operation.list(
            "GetServiceLastAccessedDetailsWithEntities",
            (in, call) ->
                new Question(jobId(in), in.text("ServiceNamespace", ServiceGrants.SERVICE)),
            (question, call) -> new Asked(Report.of(question.jobId(), call), question.service()),
            (xml, asked) -> asked.report().times(xml),
            (asked, call) -> operations.entities(asked),
            new Listing<>("EntityDetailsList", EntityAccess::key, ServiceAccessOperations::write)));
  }

  private record Question(String jobId, String service) {}

  private record Asked(Report report, String service) {}

  /** A report with whom it is about: those who act, and the policies that let them. */
  private record Report(AccessReport asked, List<Identity> actors, List<Policy> policies) {

    static Report of(String jobId, Call call) {
      AccessReport asked =
          call.directory()
              .accessReport(call.accountId(), jobId)
              .orElseThrow(
                  () -> Target.noSuchEntity("The job with id " + jobId + " cannot be found."));
      Optional<ManagedPolicy> policy = call.directory().managedPolicy(asked.entityArn());
      if (policy.isPresent()) {
        return new Report(
            asked,
            call.directory().attachedTo(call.accountId(), policy.get()).stream()
                .flatMap(identity -> actors(identity, call).stream())
                .distinct()
                .toList(),
            List.of(call.directory().defaultVersion(policy.get()).policy()));
      }
      Identity identity = PolicySource.find(asked.entityArn(), call);
      return new Report(
          asked, actors(identity, call), ServiceGrants.policies(identity, call.directory()));
    }

    private static List<Identity> actors(Identity identity, Call call) {
      return identity instanceof Group group
          ? List.copyOf(call.directory().members(group))
          : List.of(identity);
    }

    void head(XmlWriter xml) {
      times(xml);
      xml.element("JobType", asked.byAction() ? BY_ACTION : BY_SERVICE);
    }

    /** What a report tells is read when it is fetched, so that it is done as soon as begun. */
    void times(XmlWriter xml) {
      xml.element("JobStatus", "COMPLETED")
          .element("JobCreationDate", asked.askedAt())
          .element("JobCompletionDate", asked.askedAt());
    }
  }

  /** The last of those who reached something. */
  private record Latest(Identity entity, LastUse use) {}

  private record ActionAccess(String action, Optional<Latest> latest) {}

  private record Access(
      String service, String title, List<Latest> entities, Optional<List<ActionAccess>> actions) {}

  private record EntityAccess(Identity entity, Optional<LastUse> use) {
    String key() {
      return entity.kind().word() + '/' + entity.name();
    }
  }

  private static String jobId(Parameters in) {
    return in.text("JobId", Texts.JOB_ID);
  }

  private static AskForAccessReport ask(Parameters in, Call call) {
    return new AskForAccessReport(
        call.accountId(),
        in.text("Arn", Texts.ARN),
        in.optionalWord("Granularity", List.of(BY_SERVICE, BY_ACTION))
            .filter(BY_ACTION::equals)
            .isPresent());
  }

  private static AccessReport begin(AskForAccessReport command, Call call) {
    boolean policy =
        call.directory()
            .managedPolicy(command.entityArn())
            .filter(found -> found.shipped() || found.accountId().equals(call.accountId()))
            .isPresent();
    if (!policy) {
      Identity unused = PolicySource.find(command.entityArn(), call);
    }
    return call.execute(command);
  }

  private List<Access> accesses(Report report) {
    List<Access> accesses = new ArrayList<>();
    for (ServiceDefinition service : services) {
      String prefix = service.service();
      if (report.policies().stream().anyMatch(policy -> ServiceGrants.grants(policy, prefix))) {
        accesses.add(
            new Access(
                prefix,
                service.title(),
                latest(report.actors(), actor -> LastAccess.id(actor.id(), prefix)),
                report.asked().byAction()
                    ? Optional.of(actions(report, service))
                    : Optional.empty()));
      }
    }
    return accesses;
  }

  private List<ActionAccess> actions(Report report, ServiceDefinition service) {
    return service.actions().keySet().stream()
        .sorted()
        .map(
            action ->
                new ActionAccess(
                    action,
                    latest(
                            report.actors(),
                            actor -> LastAccess.id(actor.id(), service.service(), action))
                        .stream()
                        .findFirst()))
        .toList();
  }

  /** Who reached it, the latest first. */
  private List<Latest> latest(List<Identity> actors, Function<Identity, String> id) {
    Map<String, LastUse> known = uses.of(actors.stream().map(id).toList());
    return actors.stream()
        .flatMap(
            actor ->
                Optional.ofNullable(known.get(id.apply(actor)))
                    .map(use -> new Latest(actor, use))
                    .stream())
        .sorted(Comparator.comparing((Latest latest) -> latest.use().at()).reversed())
        .toList();
  }

  private List<EntityAccess> entities(Asked asked) {
    List<Identity> actors = asked.report().actors();
    Map<Identity, LastUse> known =
        latest(actors, actor -> LastAccess.id(actor.id(), asked.service())).stream()
            .collect(Collectors.toMap(Latest::entity, Latest::use));
    return actors.stream()
        .map(actor -> new EntityAccess(actor, Optional.ofNullable(known.get(actor))))
        .toList();
  }

  private static void write(XmlWriter xml, Access access) {
    xml.element("ServiceName", access.title()).element("ServiceNamespace", access.service());
    if (!access.entities().isEmpty()) {
      Latest latest = access.entities().get(0);
      xml.element("LastAuthenticated", latest.use().at())
          .element("LastAuthenticatedEntity", latest.entity().arn());
      region(xml, "LastAuthenticatedRegion", latest);
    }
    xml.element("TotalAuthenticatedEntities", access.entities().size());
    access
        .actions()
        .ifPresent(
            actions ->
                xml.list("TrackedActionsLastAccessed", actions, ServiceAccessOperations::write));
  }

  private static void write(XmlWriter xml, ActionAccess access) {
    xml.element("ActionName", access.action());
    access
        .latest()
        .ifPresent(
            latest -> {
              xml.element("LastAccessedEntity", latest.entity().arn())
                  .element("LastAccessedTime", latest.use().at());
              region(xml, "LastAccessedRegion", latest);
            });
  }

  private static void region(XmlWriter xml, String element, Latest latest) {
    if (!latest.use().region().isEmpty()) {
      xml.element(element, latest.use().region());
    }
  }

  private static void write(XmlWriter xml, EntityAccess access) {
    Identity entity = access.entity();
    xml.element(
        "EntityInfo",
        info ->
            info.element("Arn", entity.arn())
                .element("Name", entity.name())
                .element("Type", entity.kind().word().toUpperCase(Locale.ROOT))
                .element("Id", entity.id())
                .element("Path", entity.path()));
    access.use().ifPresent(use -> xml.element("LastAuthenticated", use.at()));
  }
}
