import { DJANGO_PACKAGES_OF_MODULE } from './django-packages.ts';
import { PYTHON_PACKAGES_OF_MODULE } from './python-packages.ts';

/**
 * Packages by the module they are imported as, where Django projects use them; several names mean
 * that any of them brings the module, the first being the one to declare.
 */
export const PACKAGES_OF_MODULE: Readonly<Record<string, readonly string[]>> = {
  ...DJANGO_PACKAGES_OF_MODULE,
  ...PYTHON_PACKAGES_OF_MODULE,
};

/**
 * Modules of the table that many other packages bring along, so that a project may import them and
 * rightly not declare them.
 */
export const OFTEN_BROUGHT_ALONG: ReadonlySet<string> = new Set(
  (
    'asgiref attr babel bcrypt botocore bs4 cryptography dateutil django docutils elasticsearch email_validator formtools ' +
    'hiredis httpx jinja2 jwt kombu lxml markdown modelcluster numpy oauthlib OpenSSL pandas phonenumbers PIL psutil pydantic ' +
    'pytz redis requests requests_oauthlib rq shortuuid social_core tqdm treebeard urllib3 yaml'
  ).split(' '),
);
