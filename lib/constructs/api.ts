import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ApiAccess } from '../config/api-access.ts';
import { apiUrlParameter, TOKEN_PREFIX } from '../config/names.ts';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/** Roles of callers, as docs/api.md explains them. */
export type ApiRole = ApiAccess['iam']['roles'][number];

/** How a deployment’s HTTP API is reached, and by whom. */
export interface ApiProps {
  /** Roles of callers with credentials of AWS. @default ['editor', 'operator'] */
  readonly iamRoles?: readonly ApiRole[];
  /** Roles of some of them, by the name of their IAM role or user, instead of `iamRoles`. @default - none */
  readonly iamRolesByPrincipal?: Readonly<Record<string, readonly ApiRole[]>>;
  /** Callers with a token, such as people in a browser. @default - none */
  readonly jwt?: ApiJwtProps;
  /** Origins of web pages that may call it with a token. @default - none */
  readonly allowOrigins?: readonly string[];
  /** Requests a second, on average, and at once. @default 50 and 100 */
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
}

/** Whose tokens are accepted, and what their claims mean. */
export interface ApiJwtProps {
  /** `https://cognito-idp.eu-central-1.amazonaws.com/<pool>`, or another OpenID Connect issuer. */
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The claim that lists roles, or groups. @default 'signalbox:roles' */
  readonly claim?: string;
  /** Roles by the groups that the claim lists. @default - the claim lists roles themselves */
  readonly rolesByGroup?: Readonly<Record<string, readonly ApiRole[]>>;
}

interface ApiConstructProps extends ApiProps {
  readonly stage: string;
  readonly serve: ServiceFunction;
  readonly logRetention: RetentionDays;
  readonly encryptionKey?: IKey | undefined;
}

const METHODS = [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE];

/** What the function is told of its callers. */
export function accessOf({ iamRoles, iamRolesByPrincipal, jwt }: ApiProps): ApiAccess {
  const copied = (roles: Readonly<Record<string, readonly ApiRole[]>>) =>
    Object.fromEntries(Object.entries(roles).map(([name, some]) => [name, [...some]]));
  return {
    iam: { roles: [...(iamRoles ?? ['editor', 'operator'])], byPrincipal: copied(iamRolesByPrincipal ?? {}) },
    ...(jwt === undefined
      ? {}
      : {
          jwt: {
            claim: jwt.claim ?? 'signalbox:roles',
            ...(jwt.rolesByGroup === undefined ? {} : { byGroup: copied(jwt.rolesByGroup) }),
          },
        }),
  };
}

/**
 * The HTTP API: API Gateway before one function. Requests are signed with credentials of AWS, or come with a token under
 * `/token`; links to approvals alone are signed by themselves.
 */
export class Api extends Construct {
  readonly httpApi: HttpApi;
  /** Without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ApiConstructProps) {
    super(scope, id);
    const { stage, serve, jwt, allowOrigins = [] } = props;
    this.httpApi = new HttpApi(this, 'HttpApi', {
      description: `Signalbox, stage ${stage}: workflows, versions, runs, approvals.`,
      createDefaultStage: false,
      ...(allowOrigins.length === 0 ? {} : { corsPreflight: corsOf(allowOrigins) }),
    });
    this.addStage(props);
    this.url = this.httpApi.apiEndpoint;
    const integration = new HttpLambdaIntegration('Serve', serve.function);
    const add = (path: string, methods: HttpMethod[], authorizer: IHttpRouteAuthorizer) =>
      this.httpApi.addRoutes({ path, methods, integration, authorizer });
    add('/{proxy+}', METHODS, new HttpIamAuthorizer());
    if (jwt !== undefined) add(`${TOKEN_PREFIX}/{proxy+}`, METHODS, this.createAuthorizer(jwt));
    // The link is signed, and names the one person who may follow it.
    const links = add('/approvals/by-link/{link}', [HttpMethod.GET, HttpMethod.POST], new HttpNoneAuthorizer());
    for (const route of links) acknowledge(route, 'APIG4', 'links');
    new StringParameter(this, 'Url', {
      parameterName: apiUrlParameter(stage),
      description: 'Where the command line finds the HTTP API of the stage.',
      stringValue: this.url,
    });
  }

  /** Lets somebody call the API with credentials of AWS; what they may do there, their roles say. */
  grantInvoke(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: [this.httpApi.arnForExecuteApi()],
    });
  }

  private createAuthorizer({ issuer, audience }: ApiJwtProps): HttpJwtAuthorizer {
    return new HttpJwtAuthorizer('Token', issuer, { jwtAudience: [...audience] });
  }

  private addStage({ throttle, logRetention, encryptionKey }: ApiConstructProps): void {
    const logs = new LogGroup(this, 'Logs', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(encryptionKey ? { encryptionKey } : {}),
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: throttle ?? { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        // Neither addresses nor names of people, nor paths that hold ids of contacts.
        format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
      },
    });
  }
}

const LOGGED = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

function corsOf(allowOrigins: readonly string[]) {
  const { GET, POST, PUT, PATCH, DELETE } = CorsHttpMethod;
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: [GET, POST, PUT, PATCH, DELETE],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
    exposeHeaders: ['etag'],
  };
}
