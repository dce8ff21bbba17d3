/* Source: frontend/. Icons: Material Design Icons (Apache-2.0). */
var n=(M,H,C)=>()=>{if(C)throw C[0];try{return M&&(H=M(M=0)),H}catch(V){throw C=[V],V}};var m1,l1,J1,b2,J,w2,S,P2,C2,H2=n(()=>{m1=globalThis,l1=m1.ShadowRoot&&(m1.ShadyCSS===void 0||m1.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,J1=Symbol(),b2=new WeakMap,J=class{constructor(H,C,V){if(this._$cssResult$=!0,V!==J1)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=H,this.t=C}get styleSheet(){let H=this.o,C=this.t;if(l1&&H===void 0){let V=C!==void 0&&C.length===1;V&&(H=b2.get(C)),H===void 0&&((this.o=H=new CSSStyleSheet).replaceSync(this.cssText),V&&b2.set(C,H))}return H}toString(){return this.cssText}},w2=M=>new J(typeof M=="string"?M:M+"",void 0,J1),S=(M,...H)=>{let C=M.length===1?M[0]:H.reduce((V,L,r)=>V+(e=>{if(e._$cssResult$===!0)return e.cssText;if(typeof e=="number")return e;throw Error("Value passed to 'css' function must be a 'css' function result: "+e+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(L)+M[r+1],M[0]);return new J(C,M,J1)},P2=(M,H)=>{if(l1)M.adoptedStyleSheets=H.map(C=>C instanceof CSSStyleSheet?C:C.styleSheet);else for(let C of H){let V=document.createElement("style"),L=m1.litNonce;L!==void 0&&V.setAttribute("nonce",L),V.textContent=C.cssText,M.appendChild(V)}},C2=l1?M=>M:M=>M instanceof CSSStyleSheet?(H=>{let C="";for(let V of H.cssRules)C+=V.cssText;return w2(C)})(M):M});var P3,B3,T3,F3,R3,E3,v1,B2,D3,$3,C1,V2,F2,T2,O,x1=n(()=>{H2();H2();({is:P3,defineProperty:B3,getOwnPropertyDescriptor:T3,getOwnPropertyNames:F3,getOwnPropertySymbols:R3,getPrototypeOf:E3}=Object),v1=globalThis,B2=v1.trustedTypes,D3=B2?B2.emptyScript:"",$3=v1.reactiveElementPolyfillSupport,C1=(M,H)=>M,V2={toAttribute(M,H){switch(H){case Boolean:M=M?D3:null;break;case Object:case Array:M=M==null?M:JSON.stringify(M)}return M},fromAttribute(M,H){let C=M;switch(H){case Boolean:C=M!==null;break;case Number:C=M===null?null:Number(M);break;case Object:case Array:try{C=JSON.parse(M)}catch{C=null}}return C}},F2=(M,H)=>!P3(M,H),T2={attribute:!0,type:String,converter:V2,reflect:!1,useDefault:!1,hasChanged:F2};Symbol.metadata??=Symbol("metadata"),v1.litPropertyMetadata??=new WeakMap;O=class extends HTMLElement{static addInitializer(H){this._$Ei(),(this.l??=[]).push(H)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(H,C=T2){if(C.state&&(C.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(H)&&((C=Object.create(C)).wrapped=!0),this.elementProperties.set(H,C),!C.noAccessor){let V=Symbol(),L=this.getPropertyDescriptor(H,V,C);L!==void 0&&B3(this.prototype,H,L)}}static getPropertyDescriptor(H,C,V){let{get:L,set:r}=T3(this.prototype,H)??{get(){return this[C]},set(e){this[C]=e}};return{get:L,set(e){let i=L?.call(this);r?.call(this,e),this.requestUpdate(H,i,V)},configurable:!0,enumerable:!0}}static getPropertyOptions(H){return this.elementProperties.get(H)??T2}static _$Ei(){if(this.hasOwnProperty(C1("elementProperties")))return;let H=E3(this);H.finalize(),H.l!==void 0&&(this.l=[...H.l]),this.elementProperties=new Map(H.elementProperties)}static finalize(){if(this.hasOwnProperty(C1("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(C1("properties"))){let C=this.properties,V=[...F3(C),...R3(C)];for(let L of V)this.createProperty(L,C[L])}let H=this[Symbol.metadata];if(H!==null){let C=litPropertyMetadata.get(H);if(C!==void 0)for(let[V,L]of C)this.elementProperties.set(V,L)}this._$Eh=new Map;for(let[C,V]of this.elementProperties){let L=this._$Eu(C,V);L!==void 0&&this._$Eh.set(L,C)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(H){let C=[];if(Array.isArray(H)){let V=new Set(H.flat(1/0).reverse());for(let L of V)C.unshift(C2(L))}else H!==void 0&&C.push(C2(H));return C}static _$Eu(H,C){let V=C.attribute;return V===!1?void 0:typeof V=="string"?V:typeof H=="string"?H.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(H=>this.enableUpdating=H),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(H=>H(this))}addController(H){(this._$EO??=new Set).add(H),this.renderRoot!==void 0&&this.isConnected&&H.hostConnected?.()}removeController(H){this._$EO?.delete(H)}_$E_(){let H=new Map,C=this.constructor.elementProperties;for(let V of C.keys())this.hasOwnProperty(V)&&(H.set(V,this[V]),delete this[V]);H.size>0&&(this._$Ep=H)}createRenderRoot(){let H=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return P2(H,this.constructor.elementStyles),H}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(H=>H.hostConnected?.())}enableUpdating(H){}disconnectedCallback(){this._$EO?.forEach(H=>H.hostDisconnected?.())}attributeChangedCallback(H,C,V){this._$AK(H,V)}_$ET(H,C){let V=this.constructor.elementProperties.get(H),L=this.constructor._$Eu(H,V);if(L!==void 0&&V.reflect===!0){let r=(V.converter?.toAttribute!==void 0?V.converter:V2).toAttribute(C,V.type);this._$Em=H,r==null?this.removeAttribute(L):this.setAttribute(L,r),this._$Em=null}}_$AK(H,C){let V=this.constructor,L=V._$Eh.get(H);if(L!==void 0&&this._$Em!==L){let r=V.getPropertyOptions(L),e=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:V2;this._$Em=L;let i=e.fromAttribute(C,r.type);this[L]=i??this._$Ej?.get(L)??i,this._$Em=null}}requestUpdate(H,C,V,L=!1,r){if(H!==void 0){let e=this.constructor;if(L===!1&&(r=this[H]),V??=e.getPropertyOptions(H),!((V.hasChanged??F2)(r,C)||V.useDefault&&V.reflect&&r===this._$Ej?.get(H)&&!this.hasAttribute(e._$Eu(H,V))))return;this.C(H,C,V)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(H,C,{useDefault:V,reflect:L,wrapped:r},e){V&&!(this._$Ej??=new Map).has(H)&&(this._$Ej.set(H,e??C??this[H]),r!==!0||e!==void 0)||(this._$AL.has(H)||(this.hasUpdated||V||(C=void 0),this._$AL.set(H,C)),L===!0&&this._$Em!==H&&(this._$Eq??=new Set).add(H))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(C){Promise.reject(C)}let H=this.scheduleUpdate();return H!=null&&await H,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[L,r]of this._$Ep)this[L]=r;this._$Ep=void 0}let V=this.constructor.elementProperties;if(V.size>0)for(let[L,r]of V){let{wrapped:e}=r,i=this[L];e!==!0||this._$AL.has(L)||i===void 0||this.C(L,void 0,r,i)}}let H=!1,C=this._$AL;try{H=this.shouldUpdate(C),H?(this.willUpdate(C),this._$EO?.forEach(V=>V.hostUpdate?.()),this.update(C)):this._$EM()}catch(V){throw H=!1,this._$EM(),V}H&&this._$AE(C)}willUpdate(H){}_$AE(H){this._$EO?.forEach(C=>C.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(H)),this.updated(H)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(H){return!0}update(H){this._$Eq&&=this._$Eq.forEach(C=>this._$ET(C,this[C])),this._$EM()}updated(H){}firstUpdated(H){}};O.elementStyles=[],O.shadowRootOptions={mode:"open"},O[C1("elementProperties")]=new Map,O[C1("finalized")]=new Map,$3?.({ReactiveElement:O}),(v1.reactiveElementVersions??=[]).push("2.1.2")});function G2(M,H){if(!t2(M)||!M.hasOwnProperty("raw"))throw Error("invalid template strings array");return E2!==void 0?E2.createHTML(H):H}function U(M,H,C=M,V){if(H===y)return H;let L=V!==void 0?C._$Co?.[V]:C._$Cl,r=L1(H)?void 0:H._$litDirective$;return L?.constructor!==r&&(L?._$AO?.(!1),r===void 0?L=void 0:(L=new r(M),L._$AT(M,C,V)),V!==void 0?(C._$Co??=[])[V]=L:C._$Cl=L),L!==void 0&&(H=U(M,L._$AS(M,H.values),L,V)),H}var M2,R2,s1,E2,r2,f,e2,_3,W,V1,L1,t2,W2,L2,H1,D2,$2,I,_2,I2,U2,i2,A,o2,D0,y,p,N2,N,Q2,M1,Z1,z,G,u1,S1,c1,h1,z2,I3,K2,K=n(()=>{M2=globalThis,R2=M=>M,s1=M2.trustedTypes,E2=s1?s1.createPolicy("lit-html",{createHTML:M=>M}):void 0,r2="$lit$",f=`lit$${Math.random().toFixed(9).slice(2)}$`,e2="?"+f,_3=`<${e2}>`,W=document,V1=()=>W.createComment(""),L1=M=>M===null||typeof M!="object"&&typeof M!="function",t2=Array.isArray,W2=M=>t2(M)||typeof M?.[Symbol.iterator]=="function",L2=`[ 	
\f\r]`,H1=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,D2=/-->/g,$2=/>/g,I=RegExp(`>|${L2}(?:([^\\s"'>=/]+)(${L2}*=${L2}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),_2=/'/g,I2=/"/g,U2=/^(?:script|style|textarea|title)$/i,i2=M=>(H,...C)=>({_$litType$:M,strings:H,values:C}),A=i2(1),o2=i2(2),D0=i2(3),y=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),N2=new WeakMap,N=W.createTreeWalker(W,129);Q2=(M,H)=>{let C=M.length-1,V=[],L,r=H===2?"<svg>":H===3?"<math>":"",e=H1;for(let i=0;i<C;i++){let t=M[i],o,d,a=-1,l=0;for(;l<t.length&&(e.lastIndex=l,d=e.exec(t),d!==null);)l=e.lastIndex,e===H1?d[1]==="!--"?e=D2:d[1]!==void 0?e=$2:d[2]!==void 0?(U2.test(d[2])&&(L=RegExp("</"+d[2],"g")),e=I):d[3]!==void 0&&(e=I):e===I?d[0]===">"?(e=L??H1,a=-1):d[1]===void 0?a=-2:(a=e.lastIndex-d[2].length,o=d[1],e=d[3]===void 0?I:d[3]==='"'?I2:_2):e===I2||e===_2?e=I:e===D2||e===$2?e=H1:(e=I,L=void 0);let m=e===I&&M[i+1].startsWith("/>")?" ":"";r+=e===H1?t+_3:a>=0?(V.push(o),t.slice(0,a)+r2+t.slice(a)+f+m):t+f+(a===-2?i:m)}return[G2(M,r+(M[C]||"<?>")+(H===2?"</svg>":H===3?"</math>":"")),V]},M1=class M{constructor({strings:H,_$litType$:C},V){let L;this.parts=[];let r=0,e=0,i=H.length-1,t=this.parts,[o,d]=Q2(H,C);if(this.el=M.createElement(o,V),N.currentNode=this.el.content,C===2||C===3){let a=this.el.content.firstChild;a.replaceWith(...a.childNodes)}for(;(L=N.nextNode())!==null&&t.length<i;){if(L.nodeType===1){if(L.hasAttributes())for(let a of L.getAttributeNames())if(a.endsWith(r2)){let l=d[e++],m=L.getAttribute(a).split(f),u=/([.?@])?(.*)/.exec(l);t.push({type:1,index:r,name:u[2],strings:m,ctor:u[1]==="."?u1:u[1]==="?"?S1:u[1]==="@"?c1:G}),L.removeAttribute(a)}else a.startsWith(f)&&(t.push({type:6,index:r}),L.removeAttribute(a));if(U2.test(L.tagName)){let a=L.textContent.split(f),l=a.length-1;if(l>0){L.textContent=s1?s1.emptyScript:"";for(let m=0;m<l;m++)L.append(a[m],V1()),N.nextNode(),t.push({type:2,index:++r});L.append(a[l],V1())}}}else if(L.nodeType===8)if(L.data===e2)t.push({type:2,index:r});else{let a=-1;for(;(a=L.data.indexOf(f,a+1))!==-1;)t.push({type:7,index:r}),a+=f.length-1}r++}}static createElement(H,C){let V=W.createElement("template");return V.innerHTML=H,V}};Z1=class{constructor(H,C){this._$AV=[],this._$AN=void 0,this._$AD=H,this._$AM=C}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(H){let{el:{content:C},parts:V}=this._$AD,L=(H?.creationScope??W).importNode(C,!0);N.currentNode=L;let r=N.nextNode(),e=0,i=0,t=V[0];for(;t!==void 0;){if(e===t.index){let o;t.type===2?o=new z(r,r.nextSibling,this,H):t.type===1?o=new t.ctor(r,t.name,t.strings,this,H):t.type===6&&(o=new h1(r,this,H)),this._$AV.push(o),t=V[++i]}e!==t?.index&&(r=N.nextNode(),e++)}return N.currentNode=W,L}p(H){let C=0;for(let V of this._$AV)V!==void 0&&(V.strings!==void 0?(V._$AI(H,V,C),C+=V.strings.length-2):V._$AI(H[C])),C++}},z=class M{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(H,C,V,L){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=H,this._$AB=C,this._$AM=V,this.options=L,this._$Cv=L?.isConnected??!0}get parentNode(){let H=this._$AA.parentNode,C=this._$AM;return C!==void 0&&H?.nodeType===11&&(H=C.parentNode),H}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(H,C=this){H=U(this,H,C),L1(H)?H===p||H==null||H===""?(this._$AH!==p&&this._$AR(),this._$AH=p):H!==this._$AH&&H!==y&&this._(H):H._$litType$!==void 0?this.$(H):H.nodeType!==void 0?this.T(H):W2(H)?this.k(H):this._(H)}O(H){return this._$AA.parentNode.insertBefore(H,this._$AB)}T(H){this._$AH!==H&&(this._$AR(),this._$AH=this.O(H))}_(H){this._$AH!==p&&L1(this._$AH)?this._$AA.nextSibling.data=H:this.T(W.createTextNode(H)),this._$AH=H}$(H){let{values:C,_$litType$:V}=H,L=typeof V=="number"?this._$AC(H):(V.el===void 0&&(V.el=M1.createElement(G2(V.h,V.h[0]),this.options)),V);if(this._$AH?._$AD===L)this._$AH.p(C);else{let r=new Z1(L,this),e=r.u(this.options);r.p(C),this.T(e),this._$AH=r}}_$AC(H){let C=N2.get(H.strings);return C===void 0&&N2.set(H.strings,C=new M1(H)),C}k(H){t2(this._$AH)||(this._$AH=[],this._$AR());let C=this._$AH,V,L=0;for(let r of H)L===C.length?C.push(V=new M(this.O(V1()),this.O(V1()),this,this.options)):V=C[L],V._$AI(r),L++;L<C.length&&(this._$AR(V&&V._$AB.nextSibling,L),C.length=L)}_$AR(H=this._$AA.nextSibling,C){for(this._$AP?.(!1,!0,C);H!==this._$AB;){let V=R2(H).nextSibling;R2(H).remove(),H=V}}setConnected(H){this._$AM===void 0&&(this._$Cv=H,this._$AP?.(H))}},G=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(H,C,V,L,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=H,this.name=C,this._$AM=L,this.options=r,V.length>2||V[0]!==""||V[1]!==""?(this._$AH=Array(V.length-1).fill(new String),this.strings=V):this._$AH=p}_$AI(H,C=this,V,L){let r=this.strings,e=!1;if(r===void 0)H=U(this,H,C,0),e=!L1(H)||H!==this._$AH&&H!==y,e&&(this._$AH=H);else{let i=H,t,o;for(H=r[0],t=0;t<r.length-1;t++)o=U(this,i[V+t],C,t),o===y&&(o=this._$AH[t]),e||=!L1(o)||o!==this._$AH[t],o===p?H=p:H!==p&&(H+=(o??"")+r[t+1]),this._$AH[t]=o}e&&!L&&this.j(H)}j(H){H===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,H??"")}},u1=class extends G{constructor(){super(...arguments),this.type=3}j(H){this.element[this.name]=H===p?void 0:H}},S1=class extends G{constructor(){super(...arguments),this.type=4}j(H){this.element.toggleAttribute(this.name,!!H&&H!==p)}},c1=class extends G{constructor(H,C,V,L,r){super(H,C,V,L,r),this.type=5}_$AI(H,C=this){if((H=U(this,H,C,0)??p)===y)return;let V=this._$AH,L=H===p&&V!==p||H.capture!==V.capture||H.once!==V.once||H.passive!==V.passive,r=H!==p&&(V===p||L);L&&this.element.removeEventListener(this.name,this,V),r&&this.element.addEventListener(this.name,this,H),this._$AH=H}handleEvent(H){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,H):this._$AH.handleEvent(H)}},h1=class{constructor(H,C,V){this.element=H,this.type=6,this._$AN=void 0,this._$AM=C,this.options=V}get _$AU(){return this._$AM._$AU}_$AI(H){U(this,H)}},z2={M:r2,P:f,A:e2,C:1,L:Q2,R:Z1,D:W2,V:U,I:z,H:G,N:S1,U:c1,B:u1,F:h1},I3=M2.litHtmlPolyfillSupport;I3?.(M1,z),(M2.litHtmlVersions??=[]).push("3.3.3");K2=(M,H,C)=>{let V=C?.renderBefore??H,L=V._$litPart$;if(L===void 0){let r=C?.renderBefore??null;V._$litPart$=L=new z(H.insertBefore(V1(),r),r,void 0,C??{})}return L._$AI(M),L}});var a2,Z,N3,q2=n(()=>{x1();x1();K();K();a2=globalThis,Z=class extends O{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let H=super.createRenderRoot();return this.renderOptions.renderBefore??=H.firstChild,H}update(H){let C=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(H),this._$Do=K2(C,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return y}};Z._$litElement$=!0,Z.finalized=!0,a2.litElementHydrateSupport?.({LitElement:Z});N3=a2.litElementPolyfillSupport;N3?.({LitElement:Z});(a2.litElementVersions??=[]).push("4.2.2")});var j2=n(()=>{});var h=n(()=>{x1();K();q2();j2()});var X2,Y2,J2,C5,H5,V5,L5,M5,r5,e5,t5,i5,o5,a5,A5,d5,g1,A2,p5,n5,m5,d2,l5,O1,v5,x5,s5,Z5,u5,S5,c5=n(()=>{X2="M12,5A3.5,3.5 0 0,0 8.5,8.5A3.5,3.5 0 0,0 12,12A3.5,3.5 0 0,0 15.5,8.5A3.5,3.5 0 0,0 12,5M12,7A1.5,1.5 0 0,1 13.5,8.5A1.5,1.5 0 0,1 12,10A1.5,1.5 0 0,1 10.5,8.5A1.5,1.5 0 0,1 12,7M5.5,8A2.5,2.5 0 0,0 3,10.5C3,11.44 3.53,12.25 4.29,12.68C4.65,12.88 5.06,13 5.5,13C5.94,13 6.35,12.88 6.71,12.68C7.08,12.47 7.39,12.17 7.62,11.81C6.89,10.86 6.5,9.7 6.5,8.5C6.5,8.41 6.5,8.31 6.5,8.22C6.2,8.08 5.86,8 5.5,8M18.5,8C18.14,8 17.8,8.08 17.5,8.22C17.5,8.31 17.5,8.41 17.5,8.5C17.5,9.7 17.11,10.86 16.38,11.81C16.5,12 16.63,12.15 16.78,12.3C16.94,12.45 17.1,12.58 17.29,12.68C17.65,12.88 18.06,13 18.5,13C18.94,13 19.35,12.88 19.71,12.68C20.47,12.25 21,11.44 21,10.5A2.5,2.5 0 0,0 18.5,8M12,14C9.66,14 5,15.17 5,17.5V19H19V17.5C19,15.17 14.34,14 12,14M4.71,14.55C2.78,14.78 0,15.76 0,17.5V19H3V17.07C3,16.06 3.69,15.22 4.71,14.55M19.29,14.55C20.31,15.22 21,16.06 21,17.07V19H24V17.5C24,15.76 21.22,14.78 19.29,14.55M12,16C13.53,16 15.24,16.5 16.23,17H7.77C8.76,16.5 10.47,16 12,16Z",Y2="M10,13C9.65,13.59 9.36,14.24 9.19,14.93C6.5,15.16 3.9,16.42 3.9,17V18.1H9.2C9.37,18.78 9.65,19.42 10,20H2V17C2,14.34 7.33,13 10,13M10,4A4,4 0 0,1 14,8C14,8.91 13.69,9.75 13.18,10.43C12.32,10.75 11.55,11.26 10.91,11.9L10,12A4,4 0 0,1 6,8A4,4 0 0,1 10,4M10,5.9A2.1,2.1 0 0,0 7.9,8A2.1,2.1 0 0,0 10,10.1A2.1,2.1 0 0,0 12.1,8A2.1,2.1 0 0,0 10,5.9M15.5,12C18,12 20,14 20,16.5C20,17.38 19.75,18.21 19.31,18.9L22.39,22L21,23.39L17.88,20.32C17.19,20.75 16.37,21 15.5,21C13,21 11,19 11,16.5C11,14 13,12 15.5,12M15.5,14A2.5,2.5 0 0,0 13,16.5A2.5,2.5 0 0,0 15.5,19A2.5,2.5 0 0,0 18,16.5A2.5,2.5 0 0,0 15.5,14Z",J2="M11,15H13V17H11V15M11,7H13V13H11V7M12,2C6.47,2 2,6.5 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20Z",C5="M10,21H14A2,2 0 0,1 12,23A2,2 0 0,1 10,21M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M17,11A5,5 0 0,0 12,6A5,5 0 0,0 7,11V18H17V11M19.75,3.19L18.33,4.61C20.04,6.3 21,8.6 21,11H23C23,8.07 21.84,5.25 19.75,3.19M1,11H3C3,8.6 3.96,6.3 5.67,4.61L4.25,3.19C2.16,5.25 1,8.07 1,11Z",H5="M17,18V5H7V18L12,15.82L17,18M17,3A2,2 0 0,1 19,5V21L12,18L5,21V5C5,3.89 5.9,3 7,3H17M11,7H13V9H15V11H13V13H11V11H9V9H11V7Z",V5="M13.73,15L9.83,21.76C10.53,21.91 11.25,22 12,22C14.4,22 16.6,21.15 18.32,19.75L14.66,13.4M2.46,15C3.38,17.92 5.61,20.26 8.45,21.34L12.12,15M8.54,12L4.64,5.25C3,7 2,9.39 2,12C2,12.68 2.07,13.35 2.2,14H9.69M21.8,10H14.31L14.6,10.5L19.36,18.75C21,16.97 22,14.6 22,12C22,11.31 21.93,10.64 21.8,10M21.54,9C20.62,6.07 18.39,3.74 15.55,2.66L11.88,9M9.4,10.5L14.17,2.24C13.47,2.09 12.75,2 12,2C9.6,2 7.4,2.84 5.68,4.25L9.34,10.6L9.4,10.5Z",L5="M12,3C7,3 3,7 3,12C3,17 7,21 12,21C17,21 21,17 21,12C21,7 17,3 12,3M12,19C8.1,19 5,15.9 5,12C5,8.1 8.1,5 12,5C15.9,5 19,8.1 19,12C19,15.9 15.9,19 12,19M20.5,20.5C22.7,18.3 24,15.3 24,12C24,8.7 22.7,5.7 20.5,3.5L19.4,4.6C21.3,6.5 22.5,9.1 22.5,12C22.5,14.9 21.3,17.5 19.4,19.4L20.5,20.5M4.6,19.4C2.7,17.5 1.5,14.9 1.5,12C1.5,9.1 2.7,6.5 4.6,4.6L3.5,3.5C1.3,5.7 0,8.7 0,12C0,15.3 1.3,18.3 3.5,20.5L4.6,19.4M9.5,7V17H11.5V13H13.5A2,2 0 0,0 15.5,11V9A2,2 0 0,0 13.5,7H9.5M11.5,9H13.5V11H11.5V9Z",M5="M18.9 6C18.7 5.4 18.1 5 17.5 5H6.5C5.8 5 5.3 5.4 5.1 6L3 12V20C3 20.5 3.5 21 4 21H5C5.6 21 6 20.5 6 20V19H18V20C18 20.5 18.5 21 19 21H20C20.5 21 21 20.5 21 20V12L18.9 6M6.8 7H17.1L18.2 10H5.8L6.8 7M19 17H5V12H19V17M7.5 13C8.3 13 9 13.7 9 14.5S8.3 16 7.5 16 6 15.3 6 14.5 6.7 13 7.5 13M16.5 13C17.3 13 18 13.7 18 14.5S17.3 16 16.5 16C15.7 16 15 15.3 15 14.5S15.7 13 16.5 13Z",r5="M21,7L9,19L3.5,13.5L4.91,12.09L9,16.17L19.59,5.59L21,7Z",e5="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M10 17L5 12L6.41 10.59L10 14.17L17.59 6.58L19 8L10 17Z",t5="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M12 20C7.59 20 4 16.41 4 12S7.59 4 12 4 20 7.59 20 12 16.41 20 12 20M16.59 7.58L10 14.17L7.41 11.59L6 13L10 17L18 9L16.59 7.58Z",i5="M15.41,16.58L10.83,12L15.41,7.41L14,6L8,12L14,18L15.41,16.58Z",o5="M8.59,16.58L13.17,12L8.59,7.41L10,6L16,12L10,18L8.59,16.58Z",a5="M19,6.41L17.59,5L12,10.59L6.41,5L5,6.41L10.59,12L5,17.59L6.41,19L12,13.41L17.59,19L19,17.59L13.41,12L19,6.41Z",A5="M17 3H5C3.89 3 3 3.9 3 5V19C3 20.1 3.89 21 5 21H19C20.1 21 21 20.1 21 19V7L17 3M19 19H5V5H16.17L19 7.83V19M12 12C10.34 12 9 13.34 9 15S10.34 18 12 18 15 16.66 15 15 13.66 12 12 12M6 6H15V10H6V6Z",d5="M5,20H19V18H5M19,9H15V3H9V9H5L12,16L19,9Z",g1="M9,11.75A1.25,1.25 0 0,0 7.75,13A1.25,1.25 0 0,0 9,14.25A1.25,1.25 0 0,0 10.25,13A1.25,1.25 0 0,0 9,11.75M15,11.75A1.25,1.25 0 0,0 13.75,13A1.25,1.25 0 0,0 15,14.25A1.25,1.25 0 0,0 16.25,13A1.25,1.25 0 0,0 15,11.75M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12C3.97,11.71 3.97,11.43 4,11.14C6.38,10.1 8.27,8.17 9.26,5.77C11.13,8.42 14.17,10 17.42,10C18.18,10 18.93,9.91 19.67,9.74C20.92,14 18.5,18.43 14.26,19.67C13.5,19.89 12.76,20 12,20M0,2A2,2 0 0,1 2,0H6V2H2V6H0V2M24,22A2,2 0 0,1 22,24H18V22H22V18H24V22M2,24A2,2 0 0,1 0,22V18H2V22H6V24H2M22,0A2,2 0 0,1 24,2V6H22V2H18V0H22Z",A2="M10,2C8.89,2 8,2.89 8,4V7C8,8.11 8.89,9 10,9H11V11H2V13H6V15H5C3.89,15 3,15.89 3,17V20C3,21.11 3.89,22 5,22H9C10.11,22 11,21.11 11,20V17C11,15.89 10.11,15 9,15H8V13H16V15H15C13.89,15 13,15.89 13,17V20C13,21.11 13.89,22 15,22H19C20.11,22 21,21.11 21,20V17C21,15.89 20.11,15 19,15H18V13H22V11H13V9H14C15.11,9 16,8.11 16,7V4C16,2.89 15.11,2 14,2H10M10,4H14V7H10V4M5,17H9V20H5V17M15,17H19V20H15V17Z",p5="M9.5,3A6.5,6.5 0 0,1 16,9.5C16,11.11 15.41,12.59 14.44,13.73L14.71,14H15.5L20.5,19L19,20.5L14,15.5V14.71L13.73,14.44C12.59,15.41 11.11,16 9.5,16A6.5,6.5 0 0,1 3,9.5A6.5,6.5 0 0,1 9.5,3M9.5,5C7,5 5,7 5,9.5C5,12 7,14 9.5,14C12,14 14,12 14,9.5C14,7 12,5 9.5,5Z",n5="M8,2A2,2 0 0,0 6,4V11L4,13V20A2,2 0 0,0 6,22H18A2,2 0 0,0 20,20V4A2,2 0 0,0 18,2H8M9,4H11V8H9V4M12,4H14V8H12V4M15,4H17V8H15V4Z",m5="M10,0.2C9,0.2 8.2,1 8.2,2C8.2,3 9,3.8 10,3.8C11,3.8 11.8,3 11.8,2C11.8,1 11,0.2 10,0.2M15.67,1A7.33,7.33 0 0,0 23,8.33V7A6,6 0 0,1 17,1H15.67M18.33,1C18.33,3.58 20.42,5.67 23,5.67V4.33C21.16,4.33 19.67,2.84 19.67,1H18.33M21,1A2,2 0 0,0 23,3V1H21M7.92,4.03C7.75,4.03 7.58,4.06 7.42,4.11L2,5.8V11H3.8V7.33L5.91,6.67L2,22H3.8L6.67,13.89L9,17V22H10.8V15.59L8.31,11.05L9.04,8.18L10.12,10H15V8.2H11.38L9.38,4.87C9.08,4.37 8.54,4.03 7.92,4.03Z",d2="M2,11H9.17C9.58,9.83 10.69,9 12,9C13.31,9 14.42,9.83 14.83,11H22V13H14.83C14.42,14.17 13.31,15 12,15C10.69,15 9.58,14.17 9.17,13H2V11Z",l5="M12.5,5A7.5,7.5 0 0,0 5,12.5A7.5,7.5 0 0,0 12.5,20A7.5,7.5 0 0,0 20,12.5A7.5,7.5 0 0,0 12.5,5M7,10H9A1,1 0 0,1 10,11V12C10,12.5 9.62,12.9 9.14,12.97L10.31,15H9.15L8,13V15H7M12,10H14V11H12V12H14V13H12V14H14V15H12A1,1 0 0,1 11,14V11A1,1 0 0,1 12,10M16,10H18V11H16V14H18V15H16A1,1 0 0,1 15,14V11A1,1 0 0,1 16,10M8,11V12H9V11",O1="M11,13.5V21.5H3V13.5H11M9,15.5H5V19.5H9V15.5M12,2L17.5,11H6.5L12,2M12,5.86L10.08,9H13.92L12,5.86M17.5,13C20,13 22,15 22,17.5C22,20 20,22 17.5,22C15,22 13,20 13,17.5C13,15 15,13 17.5,13M17.5,15A2.5,2.5 0 0,0 15,17.5A2.5,2.5 0 0,0 17.5,20A2.5,2.5 0 0,0 20,17.5A2.5,2.5 0 0,0 17.5,15Z",v5="M21,11C21,16.55 17.16,21.74 12,23C6.84,21.74 3,16.55 3,11V5L12,1L21,5V11M12,21C15.75,20 19,15.54 19,11.22V6.3L12,3.18L5,6.3V11.22C5,15.54 8.25,20 12,21M11,7H13V13H11V7M11,15H13V17H11V15Z",x5="M12,16A3,3 0 0,1 9,13C9,11.88 9.61,10.9 10.5,10.39L20.21,4.77L14.68,14.35C14.18,15.33 13.17,16 12,16M12,3C13.81,3 15.5,3.5 16.97,4.32L14.87,5.53C14,5.19 13,5 12,5A8,8 0 0,0 4,13C4,15.21 4.89,17.21 6.34,18.65H6.35C6.74,19.04 6.74,19.67 6.35,20.06C5.96,20.45 5.32,20.45 4.93,20.07V20.07C3.12,18.26 2,15.76 2,13A10,10 0 0,1 12,3M22,13C22,15.76 20.88,18.26 19.07,20.07V20.07C18.68,20.45 18.05,20.45 17.66,20.06C17.27,19.67 17.27,19.04 17.66,18.65V18.65C19.11,17.2 20,15.21 20,13C20,12 19.81,11 19.46,10.1L20.67,8C21.5,9.5 22,11.18 22,13Z",s5="M4 2V8H2V2H4M2 22V16H4V22H2M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M16 4C20.42 4 24 7.58 24 12C24 16.42 20.42 20 16 20C12.4 20 9.36 17.62 8.35 14.35L6 12L8.35 9.65C9.36 6.38 12.4 4 16 4M16 6C12.69 6 10 8.69 10 12C10 15.31 12.69 18 16 18C19.31 18 22 15.31 22 12C22 8.69 19.31 6 16 6M15 13V8H16.5V12.2L19.5 14L18.68 15.26L15 13Z",Z5="M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M4 2V8H2V2H4M2 22V16H4V22H2M24 6V18C24 19.11 23.11 20 22 20H10C8.9 20 8 19.11 8 18V14L6 12L8 10V6C8 4.89 8.9 4 10 4H22C23.11 4 24 4.89 24 6M22 6H10V10.83L8.83 12L10 13.17V18H22V6M12 9H20V11H12V9M12 13H18V15H12V13Z",u5="M14,3.23V5.29C16.89,6.15 19,8.83 19,12C19,15.17 16.89,17.84 14,18.7V20.77C18,19.86 21,16.28 21,12C21,7.72 18,4.14 14,3.23M16.5,12C16.5,10.23 15.5,8.71 14,7.97V16C15.5,15.29 16.5,13.76 16.5,12M3,9V15H7L12,20V4L7,9H3Z",S5="M12,21L15.6,16.2C14.6,15.45 13.35,15 12,15C10.65,15 9.4,15.45 8.4,16.2L12,21M12,3C7.95,3 4.21,4.34 1.2,6.6L3,9C5.5,7.12 8.62,6 12,6C15.38,6 18.5,7.12 21,9L22.8,6.6C19.79,4.34 16.05,3 12,3M12,9C9.3,9 6.81,9.89 4.8,11.4L6.6,13.8C8.1,12.67 9.97,12 12,12C14.03,12 15.9,12.67 17.4,13.8L19.2,11.4C17.19,9.89 14.7,9 12,9Z"});function B(M){return W3[M.replaceAll("-","_")]??Z5}function x(M){return A`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${M}></path></svg>`}var v,W3,T=n(()=>{"use strict";c5();h();v={alert:J2,check:r5,close:a5,create:H5,download:d5,left:i5,reviewed:e5,review:t5,right:o5,save:A5,search:p5,trigger:C5},W3={crowd_detection:X2,face_detection:g1,facedetection:g1,facial_analysis:g1,intrusion:v5,line_crossing:d2,linecross:d2,memorycard:n5,motion:m5,net:A2,network:A2,object_and_scene_detection:O1,plate_recognition:M5,post_object_and_scene_detection:O1,qos_report:x5,record:l5,search_multiple_users_in_image_v2:Y2,snapshot:V5,sound:u5,timeline_sync:s5,vehicle_stopped_detection:L5,wifi:S5,yolov4_detection:O1}});var c,f1,F=n(()=>{"use strict";h();c=S`
  :host {
    box-sizing: border-box;
    color: var(--primary-text-color);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    -webkit-font-smoothing: antialiased;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .icon {
    width: 20px;
    height: 20px;
    flex: none;
    fill: currentColor;
  }
  .foreign {
    unicode-bidi: isolate;
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 40px;
    height: 40px;
    flex: none;
    border-radius: 50%;
    color: var(--secondary-text-color);
  }
  .icon-button .icon {
    width: 24px;
    height: 24px;
  }
  .icon-button:hover:not(:disabled),
  .chip:hover:not(:disabled) {
    background-color: var(--secondary-background-color);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 32px;
    padding: 0 12px;
    flex: none;
    max-width: 260px;
    border: 1px solid var(--outline-color, var(--divider-color));
    border-radius: var(--ha-border-radius-md, 8px);
    font-size: 14px;
    white-space: nowrap;
  }
  .chip .icon {
    width: 18px;
    height: 18px;
    color: var(--secondary-text-color);
  }
  .chip[aria-pressed="true"] {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.2);
    border-color: transparent;
  }
  .chip[aria-pressed="true"] .icon {
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border-radius: var(--ha-border-radius-pill, 9999px);
    color: var(--primary-text-color);
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.15);
    font-size: 14px;
    font-weight: 500;
    text-decoration: none;
  }
  .button:hover:not(:disabled) {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.25);
  }
`,f1=S`
  dialog {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    width: min(900px, 100vw - 32px);
    max-width: none;
    max-height: calc(100vh - 32px);
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 0;
    border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
    color: var(--primary-text-color);
    background-color: var(
      --ha-dialog-surface-background,
      var(--card-background-color, var(--ha-card-background))
    );
    overflow: hidden;
  }
  dialog:not([open]) {
    display: none;
  }
  dialog::backdrop {
    background-color: rgba(0, 0, 0, 0.6);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 16px 8px 8px;
  }
  header h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: 18px;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (max-width: 600px) {
    dialog {
      width: 100vw;
      height: 100vh;
      height: 100dvh;
      max-height: none;
      border-radius: 0;
    }
  }
`});function n2(M,H){let C=h5.get(H);C||(C=new Intl.DateTimeFormat("en-US",{timeZone:H,hourCycle:"h23",year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric",second:"numeric"}),h5.set(H,C));let V={};for(let{type:d,value:a}of C.formatToParts(M))V[d]=Number(a);let{year:L=0,month:r=1,day:e=1,hour:i=0,minute:t=0,second:o=0}=V;return Date.UTC(L,r-1,e,i,t,o)}function m2(M,H){return Math.floor(n2(M,H)/864e5)}function g5(M,H){let C=M*864e5,V=[C-864e5,C+864e5].map(L=>C-(n2(L,H)-L)).filter(L=>m2(L,H)===M);return Math.min(...V)}function k(M,H){return f5(m2(Math.floor(M/1e3)*1e3,H),H)}function O5(M,H,C){return f5(m2(M.start,C)+H,C)}function f5(M,H){return{key:new Date(M*864e5).toISOString().slice(0,10),start:g5(M,H),end:g5(M+1,H)}}function y5(M,H,C){let V=`${M.start} ${H} ${C}`;if(V===p2.wanted)return p2.hours;let L=[],r=-1;for(let e=M.start;e<M.end;e+=36e5/2){let t=n2(e,H)%864e5/36e5;t>r&&t%C===0&&(L.push({time:e,hour:t}),r=t)}return p2={wanted:V,hours:L},L}var h5,p2,r1=n(()=>{"use strict";h5=new Map;p2={wanted:"",hours:[]}});var y1,b,U3,G3,Q3,k1,k5=n(()=>{"use strict";h();T();F();r1();y1=1440,b=6e4,U3={ArrowLeft:-5*b,ArrowDown:-5*b,ArrowRight:5*b,ArrowUp:5*b,PageDown:-60*b,PageUp:60*b,Home:-1/0,End:1/0},G3=60,Q3=400,k1=class extends Z{constructor(){super();this.dragging=!1;this.onDown=C=>{C.button===0&&(C.currentTarget.setPointerCapture(C.pointerId),this.dragging=!0,this.position=this.timeAt(C))};this.onMove=C=>{!this.dragging&&C.pointerType!=="mouse"||(this.position=this.timeAt(C))};this.onUp=C=>{this.dragging&&(this.dragging=!1,this.position=this.timeAt(C),this.pick(),C.pointerType!=="mouse"&&(this.position=null))};this.onLeave=()=>{(!this.dragging||!this.hasUpdated)&&(this.position=null),this.dragging=!1};this.onKey=C=>{let V=U3[C.key];C.key==="Enter"&&this.position!==null&&this.pick(),V!==void 0&&(C.preventDefault(),this.position=this.clamp((this.position??Math.min(this.now,this.day.end))+V),clearTimeout(this.rest),this.rest=setTimeout(()=>this.pick(),Q3))};this.position=null}static{this.properties={day:{attribute:!1},format:{attribute:!1},lanes:{attribute:!1},ticks:{attribute:!1},gaps:{attribute:!1},now:{attribute:!1},position:{state:!0}}}x(C){let{start:V,end:L}=this.day,r=(C-V)/(L-V);return Math.round(Math.min(Math.max(r,0),1)*y1*10)/10}percent(C){return`${this.x(C)/y1*100}%`}render(){let{day:C,format:V,now:L}=this,r=C.end>L,e=this.position??Math.min(L,C.end-b);return A`
      <div class="head">
        <button
          class="icon-button"
          aria-label=${V.text("previous_day")}
          title=${V.text("previous_day")}
          @click=${()=>this.send("day-picked",-1)}
        >
          ${x(v.left)}
        </button>
        <span class="name" aria-live="polite">${V.day(C,L)}</span>
        <button
          class="icon-button"
          aria-label=${V.text("next_day")}
          title=${V.text("next_day")}
          ?disabled=${r}
          @click=${()=>this.send("day-picked",1)}
        >
          ${x(v.right)}
        </button>
      </div>
      <div
        class="strip"
        role="slider"
        tabindex="0"
        aria-label=${V.text("timeline",{day:V.day(C,L)})}
        aria-valuemin="0"
        aria-valuemax=${Math.round((C.end-C.start)/b)}
        aria-valuenow=${Math.round((e-C.start)/b)}
        aria-valuetext=${V.clock(e)}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointercancel=${this.onLeave}
        @pointerleave=${this.onLeave}
        @keydown=${this.onKey}
      >
        <svg viewBox="0 0 ${y1} 40" preserveAspectRatio="none" aria-hidden="true">
          ${this.lanes.map((i,t)=>this.lane(i,t))}
          <path class="ticks ${this.ticks.length>G3?"many":""}" d=${this.tickPath()}></path>
          ${r?o2`<rect class="future" x=${this.x(L)} y="0" width=${y1-this.x(L)} height="40"></rect>`:p}
        </svg>
        ${this.gaps.map(([i,t])=>A`<i
            class="gap"
            style="inset-inline-start:${this.percent(i)};width:max(3px, calc(${this.percent(t)} - ${this.percent(i)}))"
          ></i>`)}
        ${this.position===null?p:A`<i class="needle" style="inset-inline-start:${this.percent(this.position)}"></i>
              <output
                style="inset-inline-start:clamp(28px, ${this.percent(this.position)}, calc(100% - 28px))"
                >${V.clock(this.position)}</output
              >`}
      </div>
      <div class="scale" aria-hidden="true">
        ${y5(C,V.zone,6).map(({time:i})=>A`<span style="inset-inline-start:${this.percent(i)}">${V.hour(i)}</span>`)}
      </div>
    `}lane(C,V){let L=40/this.lanes.length,r=V*L+(V>0?1:0),e=C.map(([i,t])=>{let o=this.x(i);return`M${o} ${r}h${Math.max(1,this.x(t)-o)}V${(V+1)*L}H${o}z`}).join("");return o2`<path class="recorded" d=${e}></path>`}tickPath(){return[...new Set(this.ticks.map(V=>Math.round(this.x(V))))].map(V=>`M${V} 12V40`).join("")}timeAt(C){let V=C.currentTarget.getBoundingClientRect(),r=(getComputedStyle(this).direction==="rtl"?V.right-C.clientX:C.clientX-V.left)/V.width;return this.clamp(this.day.start+r*(this.day.end-this.day.start))}clamp(C){let V=Math.min(this.day.end-1,this.now);return Math.min(Math.max(C,this.day.start),Math.max(V,this.day.start))}pick(){clearTimeout(this.rest),this.position!==null&&this.send("time-picked",this.position)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[c,S`
      :host {
        display: block;
        padding: 4px 16px 8px;
      }
      .head {
        display: flex;
        align-items: center;
        margin: 0 -12px;
      }
      .name {
        flex: 1;
        min-width: 0;
        text-align: center;
        font-size: 14px;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .strip {
        position: relative;
        height: 40px;
        cursor: pointer;
        touch-action: pan-y;
        user-select: none;
        border-radius: var(--ha-border-radius-md, 8px);
        background-color: var(--secondary-background-color);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: inherit;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      .recorded {
        fill: var(--primary-color);
        opacity: 0.25;
      }
      .ticks {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2px;
        vector-effect: non-scaling-stroke;
      }
      .many {
        stroke-width: 1px;
      }
      .future {
        fill: var(--ha-card-background, var(--card-background-color));
        opacity: 0.6;
      }
      .gap {
        position: absolute;
        inset-block: 0;
        background: repeating-linear-gradient(
          -45deg,
          var(--warning-color) 0 2px,
          transparent 2px 6px
        );
        pointer-events: none;
      }
      .needle {
        position: absolute;
        inset-block: -4px;
        width: 2px;
        margin-inline-start: -1px;
        border-radius: 1px;
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output {
        position: absolute;
        bottom: calc(100% + 6px);
        translate: -50%;
        padding: 2px 8px;
        border-radius: 10px;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--primary-background-color);
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output:dir(rtl) {
        translate: 50%;
      }
      .scale {
        position: relative;
        height: 18px;
        font-size: 11px;
        line-height: 20px;
        color: var(--secondary-text-color);
      }
      .scale span {
        position: absolute;
      }
      .scale span + span {
        translate: -50%;
      }
      .scale span + span:dir(rtl) {
        translate: 50%;
      }
    `]}}});function w(M){return M.slice(0,M.indexOf("."))}function e1(M){return Object.values(M.entities).filter(H=>l2(H)&&!H.hidden).map(H=>H.entity_id).sort((H,C)=>b5(M,H).localeCompare(b5(M,C),M.locale.language))}function l2(M){return M.platform==="vxg"&&w(M.entity_id)==="camera"}function b5(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function t1(M,H){let C=M.entities[H];if(!(!C||C.platform!=="vxg"))return l2(C)?H:i1(M,H).find(l2)?.entity_id}function i1(M,H){let C=M.entities[H]?.device_id;return C?Object.values(M.entities).filter(V=>V.device_id===C):[]}function w5(M,H){let C=H.entities??(H.entity?[H.entity]:[]);if(C.length===0)return e1(M);let V=C.map(L=>t1(M,L));return[...new Set(V.filter(L=>L!==void 0))]}function P5(M,H){let C=M.entities[H],V=C?.device_id?M.devices[C.device_id]:void 0;return C?.area_id??V?.area_id??null}function b1(M,H){let C=new Set;for(let V of H)for(let{entity_id:L}of i1(M,V)){let r=w(L)==="event"&&M.states[L]?.attributes.event_types;if(Array.isArray(r))for(let e of r)C.add(String(e))}return[...C]}function B5(M,H){return i1(M,H).filter(C=>w(C.entity_id)==="button"&&!C.hidden&&(C.translation_key==="create"||C.translation_key==="trigger")&&M.states[C.entity_id]!==void 0)}var o1=n(()=>{"use strict"});function T5(M){return{list:H=>M().callWS({type:"vxg/events/list",language:M().language,...H}),subscribe:(H,C)=>M().connection.subscribeMessage(C,{type:"vxg/events/subscribe",language:M().language,...H},{resubscribe:!1}),coverage:(H,C,V,L)=>M().callWS({type:"vxg/coverage",entity_id:H,start:C,end:V,slices:L})}}function F5(M,H){return M.callService("button","press",{},{entity_id:H})}function R5(M,H,C,V){return M.callService("vxg","create_event",{event_type:C,create_event_type:!0,...V===""?{}:{metadata:{caption:V}}},{entity_id:H},!1)}function E5(M,H,C){return M.callService("vxg","review_event",{event_id:H.event_id,...C?{undo:!0}:{}},{entity_id:H.entity_id},!1)}function D5(M,H){return M.callService("vxg","create_clip",{event_id:H.event_id},{entity_id:H.entity_id},!1)}function R(M){if(typeof M=="string")return M;let{message:H,body:C}=M??{};return String(C?.message??H??"")}function v2(M){let{translation_key:H}=M??{};return String(H??"")}var q=n(()=>{"use strict"});var Q,x2=n(()=>{"use strict";Q=class{constructor(H){this.delay=5e3;this.action=H}get waiting(){return this.timer!==void 0}start(){this.cancel(),this.timer=setTimeout(()=>{this.timer=void 0,this.action()},this.delay),this.delay=Math.min(this.delay*2,6e4)}cancel(){clearTimeout(this.timer),this.timer=void 0}reset(){this.cancel(),this.delay=5e3}}});function $5(M){return M.event_types.length===0&&M.entity_ids.length===0&&M.text===""&&M.tags.length===0&&M.reviewed===null}function w1(M,H,C){let{event_types:V,entity_ids:L,reviewed:r}=H;return(V.length===0||V.includes(M.event_type))&&(L.length===0||L.includes(M.entity_id))&&(r===null||r===M.reviewed)&&H.tags.every(e=>e in M.metadata)&&z3(M,H.text,C)}function z3(M,H,C){let V=H.toLocaleLowerCase().split(/\s+/).filter(Boolean);if(V.length===0)return!0;let L=[M.event_type,M.name,C.type(M.event_type,M.name),C.camera(M.entity_id),...Object.entries(M.metadata).flat().map(String)].join(`
`).toLocaleLowerCase();return V.every(r=>L.includes(r))}function P1(M,H){return M.includes(H)?M.filter(C=>C!==H):[...M,H]}var B1=n(()=>{"use strict"});var _5,I5=n(()=>{"use strict";_5={event_types:[],entity_ids:[],text:"",tags:[],reviewed:null}});function j(M){return{key:a1(M),at:Date.parse(M.time),event:M}}function a1({entity_id:M,event_id:H}){return`${M} ${H}`}function T1(M,H){return H.at-M.at||H.event.event_id-M.event.event_id||(M.key<H.key?-1:1)}var K3,q3,j3,X3,F1,s2=n(()=>{"use strict";q();x2();B1();I5();K3=50,q3=1e4,j3=new Set(["no_such_event_type","bad_filter","text_too_long","bad_window"]),X3=3;F1=class{constructor(H){this.items=[];this.pending=[];this.gaps=[];this.loading=!1;this.loaded=!1;this.filter=_5;this.before=null;this.source={};this.types=[];this.byKey=new Map;this.cursor=null;this.generation=0;this.held=!1;this.emptyPages=0;this.active=!1;this.missed=!1;this.replaceOnRelease=!1;this.lastAnswer=null;this.failure=null;this.outage=null;this.retry=new Q(()=>{this.refresh()});this.nextPage=new Q(()=>this.options.onChange());this.options=H}get ended(){return this.loaded&&this.cursor===null}get trouble(){return this.failure??this.outage}get newCount(){return this.pending.length}configure(H,C){this.source=H,this.types=C,this.reset()}setFilter(H){this.filter=H,this.reset()}goTo(H){this.before=H,this.reset()}setActive(H){H!==this.active&&(this.active=H,this.retry.cancel(),this.nextPage.cancel(),!(!H||this.isCurrent)&&this.refresh())}get isCurrent(){let H=Date.now()-(this.lastAnswer??0);return this.loaded&&!this.missed&&!this.failure&&H<q3}hold(H){this.held=H,!H&&!this.isElsewhere&&this.release()}release(){if(this.isElsewhere)this.goTo(null);else if(this.pending.length>0){let H=this.pending;this.pending=[],this.insert(H),this.options.onChange()}}get isElsewhere(){return this.before!==null||this.replaceOnRelease}hasAllSince(H){let C=this.ended||(this.items.at(-1)?.at??1/0)<H;return this.loaded&&C&&this.before===null&&this.types.length===0&&$5(this.filter)}find(H){return this.byKey.get(H)}async renew(H){let C=this.byKey.get(H);if(!(!C||!this.active))try{let V=new Date(C.at).toISOString(),L=await this.options.api.list({...this.query(),end:V});for(let r of L.events)this.update(r);this.options.onChange()}catch{}}reset(){this.generation++,this.loaded=!1,this.loading=!1,this.pending=[],this.replaceOnRelease=!1,this.emptyPages=0,this.active&&this.load(),this.options.onChange()}async load(){await this.read({},H=>{this.replace(H)})}async more(){!this.active||this.loading||!this.loaded||this.cursor===null||this.nextPage.waiting||this.paused||await this.read({cursor:this.cursor},H=>{this.cursor=H.cursor,this.emptyPages=H.events.length===0?this.emptyPages+1:0,this.insert(H.events.map(j)),this.addGaps(H.gaps)})}get paused(){return this.emptyPages>=X3}async searchOn(){this.emptyPages=0,await this.more()}async refresh(){if(!this.active){this.missed=!0;return}if(!this.loaded)return this.load();this.loading||await this.read({},H=>this.merge(H))}async read(H,C){let V=++this.generation;this.loading=!0,this.missed=!1,this.options.onChange();try{let L=await this.options.api.list({...this.query(),...H});if(V!==this.generation)return;this.succeeded(L),C(L),this.options.onAnswer?.(L)}catch(L){if(V!==this.generation)return;this.failed(L,H.cursor!==void 0)}this.loading=!1,this.options.onChange(),this.missed&&this.active&&this.refresh()}query(){let{event_types:H,entity_ids:C,text:V,tags:L,reviewed:r}=this.filter,e=H.length>0?H:this.types;return{...C.length>0?{entity_ids:C}:this.source,...e.length>0?{event_types:e}:{},...V.trim()===""?{}:{text:V.trim()},...L.length>0?{tags:L}:{},...r===null?{}:{reviewed:r},...this.before===null?{}:{end:new Date(this.before).toISOString()},limit:K3}}succeeded({errors:H={}}){let[C]=Object.values(H);this.failure=C?{since:Date.now(),text:C.message,entityIds:Object.keys(H)}:null,this.lastAnswer=Date.now(),this.loaded=!0,this.retry.reset(),this.nextPage.reset()}failed(H,C){C&&v2(H)==="bad_cursor"&&(this.loaded=!1);let V=j3.has(v2(H));this.failure={since:V?null:this.trouble?.since??this.lastAnswer??Date.now(),text:R(H),entityIds:null},V&&this.replace({events:[],gaps:[],cursor:null}),!(!this.active||V)&&(C&&this.loaded?this.nextPage.start():this.retry.start())}replace(H){this.items=[],this.byKey.clear(),this.gaps=[],this.pending=[],this.replaceOnRelease=!1,this.cursor=H.cursor,this.insert(H.events.map(j)),this.addGaps(H.gaps)}merge(H){let C=H.events.map(j).sort(T1),V=C.filter(({key:e})=>this.byKey.has(e));if(H.cursor===null||V.length===0){this.held&&this.items.length>0&&V.length===0&&C.length>0?(this.pending=C,this.replaceOnRelease=!0):this.replace(H);return}let L=new Set(C.map(({key:e})=>e)),r=C.at(-1)?.at??0;this.items=this.items.filter(e=>{let i=e.at<r||L.has(e.key);return i||this.byKey.delete(e.key),i});for(let{event:e}of V)this.update(e);this.pending=this.pending.filter(e=>!L.has(e.key)),this.add(C.filter(({key:e})=>!this.byKey.has(e))),this.addGaps(H.gaps)}insert(H){let C=[];for(let r of H){let e=this.byKey.get(r.key);e?e.event=r.event:(this.byKey.set(r.key,r),C.push(r))}if(C.length===0)return;C.sort(T1);let V=this.items.at(-1),L=C[0];this.items=[...this.items,...C],V&&T1(V,L)>0&&this.items.sort(T1)}add(H){this.held||this.before!==null?this.pending=[...this.pending,...H]:this.insert(H)}addGaps(H){let C=L=>`${L.entity_ids??""} ${L.start}`,V=new Map(this.gaps.map(L=>[C(L),L]));for(let L of H)V.set(C(L),L);this.gaps=[...V.values()]}update(H){let C=a1(H),V=this.byKey.get(C)??this.pending.find(L=>L.key===C);return V&&(V.event=H),V!==void 0}receive(H){if(!this.active){this.missed=!0;return}switch(H.type){case"event":case"changed":case"picture":this.receiveEvent(H.event,H.type==="event");break;case"gap":this.addGaps([H.gap]);break;case"availability":this.receiveAvailability(H);break}this.options.onMessage?.(H),this.options.onChange()}receiveEvent(H,C){if(this.update(H)||!C||!w1(H,this.limits(),this.options.names()))return;let V=j(H),L=this.items.at(-1);this.cursor!==null&&L&&V.at<L.at||this.add([V])}limits(){return this.filter.event_types.length>0?this.filter:{...this.filter,event_types:this.types}}receiveAvailability({available:H,since:C,entity_ids:V}){let L=this.trouble!==null;this.outage=H?null:{since:C?Date.parse(C):this.lastAnswer??Date.now(),text:"",entityIds:V??null},H&&L&&this.refresh()}}});function V0(M){return{day:M,read:0,items:new Map,complete:!1,counts:null,coverage:new Map}}function Z2(M,H){return H>=M.start&&H<M.end}var Y3,J3,C0,H0,N5,R1,W5=n(()=>{"use strict";s2();Y3=200,J3=3,C0=288,H0=4,N5=5*6e4,R1=class{constructor(H,C){this.day=null;this.source={};this.cameras=[];this.days=new Map;this.api=H,this.onChange=C}configure(H){this.source=H,this.days.clear()}setCameras(H){this.cameras=H.length<=H0?H:[]}get data(){return this.day?this.days.get(this.day.key):void 0}get items(){return[...this.data?.items.values()??[]]}get coverage(){return this.data?.coverage??new Map}counts(H){let C=this.data;if(!C)return{types:{},approximate:!1};if(C.counts&&!C.complete&&H.length===0)return C.counts;let V={};for(let{event:L}of C.items.values())(H.length===0||H.includes(L.entity_id))&&(V[L.event_type]=(V[L.event_type]??0)+1);return{types:V,approximate:!C.complete}}isRecorded(H){for(let C of this.days.values()){let V=C.coverage.get(H.event.entity_id);if(V&&Z2(C.day,H.at)&&H.at<C.read-N5)return V.some(([L,r])=>H.at>=L-1e3&&H.at<=r+1e3)}return null}async show(H,C){this.day=H;let V=this.days.get(H.key),L=V??V0(H);this.days.set(H.key,L);let r=L.read>=H.end||L.read>Date.now()-N5,i=this.cameras.filter(o=>!r||!L.coverage.has(o)).map(o=>this.readCoverage(H,L,o));if(!V&&C){L.complete=!0;for(let{at:o,event:d}of C)Z2(H,o)&&this.put(L,d)}else V||i.push(this.readEvents(H,L));if(i.length===0)return;r||(L.read=Date.now()),(await Promise.allSettled(i)).some(({status:o})=>o==="rejected")&&this.days.delete(H.key),this.onChange()}async readEvents(H,C){let V={...this.source,start:new Date(H.start).toISOString(),end:new Date(H.end-1).toISOString(),limit:Y3},L=null;for(let r=0;r<J3;r++){let e=await this.api.list({...V,...L===null?{}:{cursor:L},...r===1?{counts:H.key}:{}});for(let i of e.events)this.put(C,i);if(C.counts=e.counts??C.counts,C.complete=e.cursor===null,L=e.cursor,this.onChange(),L===null)return}}async readCoverage(H,C,V){let L=Math.min(H.end,Date.now()),r=L>H.start?await this.api.coverage(V,new Date(H.start).toISOString(),new Date(L).toISOString(),C0):[];C.coverage.set(V,r.map(([e,i])=>{let t=Date.parse(e);return[t,t+i*1e3]}))}receive(H){let C=Date.parse(H.time);for(let V of this.days.values())Z2(V.day,C)&&(!V.items.has(a1(H))&&V.counts&&(V.counts.types[H.event_type]=(V.counts.types[H.event_type]??0)+1),this.put(V,H))}put(H,C){H.items.set(a1(C),j(C))}}});function U5(){return document.querySelector("home-assistant")?.hass}function E(M){return U5()?.localize(`component.vxg.selector.card.options.${M}`)||""}function X(M){if(u2?.language!==M.language){let H=M.loadBackendTranslation?.("selector","vxg")??Promise.resolve();u2={language:M.language,done:H}}return u2.done}async function G5(){for(let M=0;M<60;M++){let H=U5();if(H?.loadBackendTranslation){await X(H);return}await new Promise(C=>setTimeout(C,1e3))}}var u2,A1=n(()=>{"use strict"});var D,Q5,E1=n(()=>{"use strict";A1();D={show_live:!0,show_bar:!0,show_list:!0,show_filters:!0},Q5={schema:[{name:"title",selector:{text:{}}},{name:"entities",selector:{entity:{multiple:!0,filter:{integration:"vxg",domain:"camera"}}}},{name:"event_types",selector:{text:{multiple:!0}}},{name:"",type:"grid",schema:Object.keys(D).map(M=>({name:M,selector:{boolean:{}}}))}],computeLabel:({name:M})=>E(M==="entities"?"cameras":M)||void 0}});var D1,z5=n(()=>{"use strict";x2();D1=class{constructor(H,C,V){this.generation=0;this.retry=new Q(()=>{this.subscribe()});this.reconnected=()=>{this.unsubscribe=void 0,this.subscribe(),this.onReconnect()};this.api=H,this.onMessage=C,this.onReconnect=V}start(H,C){this.stop(),this.source=C,this.connection=H,H.addEventListener("ready",this.reconnected),this.subscribe()}stop(){this.generation++,this.source=void 0,this.retry.reset(),this.connection?.removeEventListener("ready",this.reconnected),this.cancel()}async subscribe(){if(!this.source)return;let H=++this.generation;try{let C=await this.api.subscribe(this.source,V=>{H===this.generation&&this.onMessage(V)});H===this.generation?(this.unsubscribe=C,this.retry.reset()):await C()}catch{H===this.generation&&this.retry.start()}}cancel(){let H=this.unsubscribe;this.unsubscribe=void 0,Promise.resolve(H?.()).catch(()=>{})}}});function s(M,H=80){let C=typeof M=="string"?M:M0(M),V=C.slice(0,H*4).replace(L0," ").replace(/\s+/g," ").trim(),L=[...V];return L.length>H||C.length>H*4?`${L.slice(0,H-1).join("")}…`:V}function M0(M){return M==null?"":typeof M=="object"?JSON.stringify(M):String(M)}function $1(M,H){return Object.entries(M).filter(([C,V])=>C!==d1&&!r0.test(C)&&!(C===H&&e0(V)))}function e0(M){return M===null||M===!0||s(M)===""}function K5(M,H){let C=s(H,40);return C===""?s(M,40):`${s(M,40)}: ${C}`}function q5(M){let H=s(M.replace(/[_-]+/g," "),60);return H.charAt(0).toUpperCase()+H.slice(1)}var L0,r0,d1,$=n(()=>{"use strict";L0=/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;r0=/^(description|end_time|ip_address|process|result.*|start_time|status_.*|user_.*)$/i,d1="caption"});function i0(M){return M.locale.time_zone==="server"?M.config.time_zone:Intl.DateTimeFormat().resolvedOptions().timeZone}function o0({time_format:M,language:H}){return M==="12"||M==="24"?M==="12":new Date(2026,0,1,22).toLocaleTimeString(M==="language"?H:void 0).includes("10")}var t0,j5,_1,X5=n(()=>{"use strict";$();r1();t0=6e4,j5="component.vxg.";_1=class{constructor(H){this.hass=H,this.zone=i0(H);let C=H.locale.language,V=o0(H.locale),L={timeZone:this.zone,hour:V?"numeric":"2-digit",hourCycle:V?"h12":"h23"};this.hourFormat=new Intl.DateTimeFormat(C,L),this.clockFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit"}),this.secondsFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit",second:"2-digit"}),this.dayFormat=new Intl.DateTimeFormat(C,{timeZone:this.zone,weekday:"long",day:"numeric",month:"long"}),this.relativeFormat=new Intl.RelativeTimeFormat(C,{numeric:"auto",style:"short"}),this.numberFormat=new Intl.NumberFormat(C)}dayOf(H){return(!this.lastDay||H<this.lastDay.start||H>=this.lastDay.end)&&(this.lastDay=k(H,this.zone)),this.lastDay}text(H,C){return this.hass.localize(`${j5}selector.card.options.${H}`,C)||""}clock(H){return this.clockFormat.format(H)}seconds(H){return this.secondsFormat.format(H)}daySeconds(H,C){return`${this.day(this.dayOf(H),C)}, ${this.seconds(H)}`}hour(H){return this.hourFormat.format(H)}number(H){return this.numberFormat.format(H)}day(H,C){let V=this.dayOf(C),L=this.dayFormat.format(H.start);return H.key===V.key?`${this.text("today")} · ${L}`:H.end===V.start?`${this.text("yesterday")} · ${L}`:L}relative(H,C){let V=Math.round((H-C)/t0);return V===0?this.relativeFormat.format(0,"second"):Math.abs(V)<60?this.relativeFormat.format(V,"minute"):Math.abs(V)<1440?this.relativeFormat.format(Math.round(V/60),"hour"):this.relativeFormat.format(Math.round(V/60/24),"day")}moment(H,C){let{start:V,end:L}=this.dayOf(C);return H>=V&&H<L?this.clock(H):`${this.dayFormat.format(H)}, ${this.clock(H)}`}type(H,C){let V=`entity.event.events.state_attributes.event_type.state.${H}`;return this.hass.localize(j5+V)||s(C,60)||q5(H)}camera(H){let C=this.hass.states[H]?.attributes.friendly_name;return s(C||H,60)}}});function Y5(M,H,C,V){let L=[],r=M.at(-1)?.at??1/0,e=H.map(d=>({gap:d,at:Date.parse(d.end)})).filter(({at:d})=>d>=r||V==="end").sort((d,a)=>d.at-a.at),i,t=d=>{i&&d>=i.start&&d<i.end||(i=k(d,C),L.push({kind:"day",key:`day ${i.key}`,day:i}))},o=d=>{for(let a=e.at(-1);a&&a.at>=d;a=e.at(-1)){e.pop(),t(a.at);let{gap:l,at:m}=a;L.push({kind:"gap",key:`gap ${l.entity_ids??""} ${l.start}`,gap:l,at:m})}};return M.forEach((d,a)=>{o(d.at),t(d.at),L.push({kind:"event",key:d.key,item:d,position:a})}),o(-1/0),V&&L.push({kind:V,key:V}),L}var p1,S2=n(()=>{"use strict";r1();p1=class{constructor(H,C){this.rows=H,this.tops=new Float64Array(H.length+1),H.forEach((V,L)=>{this.tops[L+1]=this.top(L)+C[V.kind]})}get height(){return this.top(this.rows.length)}top(H){return this.tops[H]??0}at(H){let C=0,V=this.rows.length-1;for(;C<V;){let L=C+V+1>>1;this.top(L)<=H?C=L:V=L-1}return C}between(H,C){return this.rows.length===0?[0,0]:[this.at(Math.max(0,H)),Math.min(this.rows.length,this.at(C)+1)]}dayAt(H){for(let C=this.at(H);C>=0;C--){let V=this.rows[C];if(V?.kind==="day")return V.day}}indexBefore(H){return this.rows.findIndex(C=>C.kind==="event"&&C.item.at<=H)}}});function H3(M){return!J5||!M||!/^[0-9a-f]{16}$/.test(M)||M===J5?!1:sessionStorage.getItem(C3)!==M}function V3(M){sessionStorage.setItem(C3,M??""),location.reload()}var C3,a0,J5,L3=n(()=>{"use strict";C3="vxg-events-card-reloaded",a0=/\/([0-9a-f]{16})\//,J5=a0.exec(import.meta.url)?.[1]});var A0,d0,p0,n0,m0,M3,I1,r3=n(()=>{"use strict";h();q();o1();W5();E1();z5();B1();X5();T();S2();s2();F();$();A1();r1();L3();A0=6e4,d0=3e4,p0=30*A0,n0=400,m0=5e3,M3="vxgPlayer",I1=class extends Z{constructor(){super();this.cameras=[];this.absent=[];this.liveCamera="";this.rows=[];this.rowsAreOld=!0;this.wantedTime=null;this.outdated=null;this.onScreen=!1;this.active=!1;this.started="";this.renewed=0;this.api=T5(()=>this.present);this.store=new F1({api:this.api,names:()=>this.format,onChange:()=>this.changed(),onAnswer:({version:C,can_control:V})=>{this.controllable=V,this.noteVersion(C),this.day&&this.showDay(this.day)},onMessage:C=>this.onMessage(C)});this.days=new R1(this.api,()=>this.requestUpdate());this.feed=new D1(this.api,C=>this.store.receive(C),()=>{this.store.refresh()});this.screen=new IntersectionObserver(C=>{this.onScreen=C.at(-1)?.isIntersecting??!1,this.activate()});this.activate=()=>{let C=this.onScreen&&!document.hidden&&this.isConnected;C!==this.active&&(this.active=C,clearInterval(this.tick),this.now=Date.now(),(this.cameras.length>0||!C)&&this.store.setActive(C),C&&(this.tick=setInterval(()=>this.onTick(),d0),this.day&&this.showDay(this.day)),this.requestUpdate())};this.isRecorded=C=>this.days.isRecorded(C);this.onClosed=()=>{window.removeEventListener("popstate",this.onClosed),history.state?.[M3]&&history.back();let C=this.openItem?.key;this.openItem=void 0,this.requestUpdate(),C!==void 0&&this.updateComplete.then(()=>this.listElement?.focusKey(C))};this.onDayShown=C=>{clearTimeout(this.dayRest),this.dayRest=setTimeout(()=>this.showDay(C.detail),n0)};this.onDayPicked=C=>{let V=Date.now(),L=O5(this.day??k(V,this.zone),C.detail,this.zone);this.showDay(L),L.end>V?this.backToNow():this.goToTime(L.end-1)};this.now=Date.now()}static{this.properties={config:{state:!0},now:{state:!0}}}setConfig(C){let{entities:V,event_types:L}=C;for(let[r,e]of Object.entries({entities:V,event_types:L}))if(e!==void 0&&!(Array.isArray(e)&&e.every(i=>typeof i=="string")))throw new Error(`"${r}" must be a list of names`);this.config=C,this.restart()}set hass(C){let V=this.present;this.present=C,(C.localize!==V?.localize||C.locale!==V.locale||C.config.time_zone!==V.config.time_zone)&&(this.format=new _1(C),this.rowsAreOld=!0,this.requestUpdate()),C.language!==V?.language&&X(C).then(()=>this.requestUpdate()),(C.entities!==V?.entities||this.absent.some(L=>C.states[L]))&&this.restart();for(let L of this.renderRoot?.querySelectorAll("vxg-events-live, vxg-events-player")??[])L.hass=C}connectedCallback(){super.connectedCallback(),this.screen.observe(this),document.addEventListener("visibilitychange",this.activate),this.cameras=[],this.restart()}disconnectedCallback(){super.disconnectedCallback(),this.screen.disconnect(),document.removeEventListener("visibilitychange",this.activate),window.removeEventListener("popstate",this.onClosed),clearTimeout(this.dayRest),this.openItem=void 0,this.onScreen=!1,this.activate(),this.feed.stop()}restart(){if(!this.present||!this.config||!this.isConnected)return;let{states:C}=this.present,V=w5(this.present,this.config),L=V.filter(t=>C[t]);this.absent=V.filter(t=>!C[t]);let r=this.config.event_types??[],e=JSON.stringify([L,r,this.config.entry_id]);if(e===this.started&&this.cameras.length>0||(this.started=e,this.cameras=L,L.includes(this.liveCamera)||(this.liveCamera=L[0]??""),L.length===0))return;let i=this.config.entry_id?{entry_id:this.config.entry_id}:{entity_ids:L};this.days.configure(i),this.store.configure(i,r),this.feed.start(this.present.connection,i),this.store.setActive(this.active),this.showDay(k(Date.now(),this.zone))}get zone(){return this.format?.zone??"UTC"}onTick(){this.now=Date.now(),this.day&&this.day.end>this.now&&this.showDay(this.day)}changed(){this.rowsAreOld=!0,this.requestUpdate()}onMessage(C){C.type==="availability"?this.noteVersion(C.version):C.type!=="gap"&&this.days.receive(C.event),this.now=Date.now()}noteVersion(C){H3(C)&&(this.outdated=C??null)}showDay(C){this.day=C,this.requestUpdate();let{show_bar:V,show_filters:L}=this.config??{};if(!this.active||!this.store.loaded||V===!1&&L===!1)return;let r=this.store.filter.entity_ids;this.days.setCameras(V===!1?[]:r.length>0?r:this.cameras);let e=this.store.hasAllSince(C.start);this.days.show(C,e?this.store.items:null)}willUpdate(){if(!this.rowsAreOld||!this.format)return;this.rowsAreOld=!1;let{store:C}=this,V=C.ended?"end":C.paused?"more":C.trouble&&!C.loaded?null:"loading";this.rows=Y5(C.items,C.gaps,this.zone,V),this.openItem&&(this.openItem=C.find(this.openItem.key)??this.openItem)}render(){let{config:C,format:V,present:L}=this;return!C||!V||!L?p:A`<ha-card .header=${C.title}>
      ${this.outdated===null?p:this.notice(V.text("new_version"),V.text("reload"),()=>V3(this.outdated))}
      ${this.cameras.length===0?this.notice(V.text("no_cameras")):this.parts(C,V,L)}
      ${this.player(V,L)}
    </ha-card>`}parts(C,V,L){let r=C.show_live??this.cameras.length===1,e=r?A`<vxg-events-live
            .cameras=${this.cameras}
            .camera=${this.liveCamera}
            .format=${V}
            .hass=${L}
            .active=${this.active}
            .mayControl=${this.mayControl(this.liveCamera)}
            @camera-picked=${o=>{this.liveCamera=o.detail,this.requestUpdate()}}
          ></vxg-events-live>`:p,i=C.show_bar===!1?p:this.bar(V),t=C.show_list===!1?p:this.list(V,L);return A`<div class="parts ${r&&t!==p?"beside":""}">
      <div class="view">${e}${i}</div>
      <div class="events">${t}</div>
    </div>`}bar(C){let V=this.day??k(this.now,this.zone),{filter:L,gaps:r}=this.store,i=(L.entity_ids.length>0?L.entity_ids:this.cameras).map(o=>this.days.coverage.get(o)).filter(o=>o!==void 0),t=r.map(o=>[Date.parse(o.start),Date.parse(o.end)]).filter(([o,d])=>d>V.start&&o<V.end);return A`<vxg-events-bar
      .day=${V}
      .format=${C}
      .lanes=${i}
      .ticks=${this.ticks(V)}
      .gaps=${t.slice(-20)}
      .now=${this.now}
      @day-picked=${this.onDayPicked}
      @time-picked=${o=>this.goToTime(o.detail)}
    ></vxg-events-bar>`}ticks(C){let{filter:V}=this.store,L=V.event_types.length>0?V.event_types:this.config?.event_types??[],r={...V,event_types:L},e=({at:i,event:t})=>i>=C.start&&i<C.end&&w1(t,r,this.format);return[...this.store.items.filter(e),...this.days.items.filter(e)].map(({at:i})=>i)}list(C,V){let{store:L,days:r}=this,{types:e,approximate:i}=r.counts(L.filter.entity_ids),t=this.config?.event_types??[],o=t.length>0?t:b1(V,this.cameras),d=Object.fromEntries(Object.entries(e).filter(([a])=>t.length===0||t.includes(a)));return A`
      ${this.config?.show_filters===!1?p:A`<vxg-events-filters
            .filter=${L.filter}
            .format=${C}
            .types=${o}
            .counts=${d}
            .approximate=${i}
            .cameras=${this.cameras}
            @filter-changed=${a=>this.setFilter(a.detail)}
          ></vxg-events-filters>`}
      ${this.troubleNotice(C)}
      ${L.before===null?p:this.notice(C.text("until",{time:C.moment(L.before-1,this.now)}),C.text("back_to_now"),()=>this.backToNow())}
      ${this.isEmpty?this.notice(C.text(this.isFiltered?"no_match":"no_events")):p}
      <vxg-events-list
        .rows=${this.rows}
        .format=${C}
        .showCamera=${this.cameras.length>1}
        .isRecorded=${this.isRecorded}
        .newCount=${L.newCount}
        .now=${this.now}
        .busy=${L.loading}
        @more=${()=>{L.more()}}
        @search-on=${()=>{L.searchOn()}}
        @held=${a=>L.hold(a.detail)}
        @release=${()=>this.backToNow()}
        @day-shown=${this.onDayShown}
        @open-event=${a=>this.open(a.detail)}
        @picture-refused=${a=>this.renew(a.detail)}
      ></vxg-events-list>
    `}player(C,V){let L=this.openItem,r=L?this.store.items.indexOf(L):-1,e=i=>{let t=this.store.items[r+i];t&&this.open(t.key)};return A`<vxg-events-player
      .event=${L?.event??null}
      .format=${C}
      .hass=${V}
      .now=${this.now}
      .isRecorded=${L?this.isRecorded(L):null}
      .mayControl=${this.mayControl(L?.event.entity_id??"")}
      .hasNewer=${r>0}
      .hasOlder=${r>=0&&r<this.store.items.length-1}
      @newer=${()=>e(-1)}
      @older=${()=>e(1)}
      @closed=${this.onClosed}
      @reviewed=${i=>this.store.receive({type:"changed",event:i.detail})}
      @media-refused=${()=>L&&this.renew(L.key)}
      @tag-picked=${i=>{this.onClosed(),this.setFilter({...this.store.filter,tags:[i.detail]})}}
    ></vxg-events-player>`}notice(C,V,L){return A`<p class="notice" role="status">
      <span>${C}</span>
      ${V?A`<button class="button" @click=${L}>${V}</button>`:p}
    </p>`}troubleNotice(C){let{trouble:V}=this.store;if(!V)return p;let L=V.since===null?"":C.moment(V.since,this.now),r=L?V.entityIds?C.text("cameras_not_current",{time:L,cameras:V.entityIds.map(e=>C.camera(e)).join(", ")}):C.text("not_current",{time:L}):"";return A`<p class="notice trouble" role="status">
      ${x(v.alert)}<span>${r} ${s(V.text,300)}</span>
    </p>`}get isEmpty(){return this.store.ended&&this.store.items.length===0}get isFiltered(){let{event_types:C,text:V,tags:L,reviewed:r,entity_ids:e}=this.store.filter;return C.length+L.length+e.length>0||V!==""||r!==null}mayControl(C){return this.controllable?.includes(C)??!0}setFilter(C){this.store.setFilter(C),this.listElement?.scrollTo({top:0}),this.day&&this.showDay(this.day)}get listElement(){return this.renderRoot.querySelector("vxg-events-list")}open(C){this.openItem||(history.pushState({...history.state,[M3]:!0},""),window.addEventListener("popstate",this.onClosed)),this.openItem=this.store.find(C),this.requestUpdate(),(this.openItem?this.store.items.indexOf(this.openItem):-1)>=this.store.items.length-3&&this.store.more()}renew(C){let V=Date.now();C===void 0||V-this.renewed<m0||(this.renewed=V,this.store.renew(C))}backToNow(){this.store.release(),this.store.before!==null&&this.store.goTo(null),this.listElement?.scrollTo({top:0}),this.showDay(k(Date.now(),this.zone))}goToTime(C){let{store:V}=this,{items:L,before:r}=V,e=V.ended||(L.at(-1)?.at??1/0)<=C;if(V.loaded&&e&&C<=(r??1/0)){this.listElement?.scrollToTime(C);return}let i=this.day&&C<this.day.end?this.day.end:1/0;this.wantedTime=C,V.goTo(Math.min(C+p0,i))}updated(C){if(this.wantedTime===null||!this.store.loaded||this.store.loading)return;let V=this.wantedTime;this.wantedTime=null;let L=this.listElement;L?.updateComplete.then(()=>L.scrollToTime(V))}getCardSize(){let{show_live:C,show_bar:V,show_list:L}=this.config??{};return(C===!1?0:6)+(V===!1?0:2)+(L===!1?0:10)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto",min_rows:3}}static getConfigForm(){return Q5}static getStubConfig(C){let[V]=e1(C);return{...V?{entities:[V]}:{},...D}}static{this.styles=[c,S`
      :host {
        display: block;
        height: 100%;
        container: card / inline-size;
      }
      ha-card {
        display: flex;
        flex-direction: column;
        height: 100%;
        overflow: hidden;
      }
      .parts,
      .events {
        display: flex;
        flex-direction: column;
        flex: 1 1 auto;
        min-width: 0;
        min-height: 0;
      }
      @container card (min-width: 760px) {
        .beside {
          flex-direction: row;
        }
        .beside .view {
          flex: 3 1 0;
          min-width: 0;
        }
        .beside .events {
          flex: 2 1 0;
          min-width: 340px;
          border-inline-start: 1px solid var(--divider-color);
        }
      }
      vxg-events-list {
        flex: 1 1 min(var(--content-height, 200px), 560px, 70vh);
        min-height: 0;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        line-height: 20px;
      }
      .notice span {
        flex: 1;
        min-width: 0;
      }
      .trouble .icon {
        color: var(--warning-color);
      }
    `]}}});var l0,v0,N1,e3=n(()=>{"use strict";h();B1();T();F();$();l0=400,v0=255,N1=class extends Z{constructor(){super(...arguments);this.onInput=C=>{let V=C.target.value;clearTimeout(this.rest),V!==this.filter.text&&(this.rest=setTimeout(()=>this.set({text:V}),C.type==="change"?0:l0))}}static{this.properties={filter:{attribute:!1},format:{attribute:!1},types:{attribute:!1},counts:{attribute:!1},approximate:{attribute:!1},cameras:{attribute:!1}}}render(){let{filter:C,format:V}=this;return A`
      <div class="search">
        ${x(v.search)}
        <input
          type="search"
          maxlength=${v0}
          aria-label=${V.text("search")}
          placeholder=${V.text("search")}
          .value=${C.text}
          @input=${this.onInput}
          @change=${this.onInput}
        />
      </div>
      <div class="chips" role="group" aria-label=${V.text("filter")}>
        ${C.tags.map(L=>this.chip(s(L,40),v.close,!0,()=>this.set({tags:P1(C.tags,L)})))}
        ${this.sortedTypes().map(L=>this.typeChip(L))}
        ${this.chip(V.text("unreviewed"),v.review,C.reviewed===!1,()=>this.set({reviewed:C.reviewed===!1?null:!1}))}
        ${this.cameras.length>1?this.cameras.map(L=>this.chip(V.camera(L),null,C.entity_ids.includes(L),()=>this.set({entity_ids:P1(C.entity_ids,L)}))):p}
      </div>
    `}sortedTypes(){let C=this.filter.event_types;return[...new Set([...this.types,...Object.keys(this.counts),...C])].filter(L=>(this.counts[L]??0)>0||C.includes(L)).sort((L,r)=>(this.counts[r]??0)-(this.counts[L]??0)||(L<r?-1:1)).slice(0,16)}typeChip(C){let{filter:V,format:L}=this,r=this.counts[C]??0,e=`${L.number(r)}${this.approximate?"+":""}`;return this.chip(L.type(C),B(C),V.event_types.includes(C),()=>this.set({event_types:P1(V.event_types,C)}),e)}chip(C,V,L,r,e){return A`<button class="chip" aria-pressed=${L?"true":"false"} @click=${r}>
      ${V?x(V):p}<span class="foreign">${C}</span>
      ${e===void 0?p:A`<span class="count">${e}</span>`}
    </button>`}set(C){this.dispatchEvent(new CustomEvent("filter-changed",{detail:{...this.filter,...C}}))}static{this.styles=[c,S`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 8px 0;
      }
      .search {
        position: relative;
        margin: 0 16px;
      }
      .search .icon {
        position: absolute;
        inset-block-start: 10px;
        inset-inline-start: 12px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      input {
        width: 100%;
        height: 40px;
        padding: 0 12px 0 40px;
        padding-inline: 40px 12px;
        border: 1px solid transparent;
        border-radius: var(--ha-border-radius-pill, 9999px);
        font: inherit;
        font-size: 14px;
        color: inherit;
        background-color: var(--secondary-background-color);
      }
      input::placeholder {
        color: var(--secondary-text-color);
        opacity: 1;
      }
      input:focus {
        outline: none;
        border-color: var(--primary-color);
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 2px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .count {
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
    `]}}});var t3,i3,W1,o3=n(()=>{t3={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},i3=M=>(...H)=>({_$litDirective$:M,values:H}),W1=class{constructor(H){}get _$AU(){return this._$AM._$AU}_$AT(H,C,V){this._$Ct=H,this._$AM=C,this._$Ci=V}_$AS(H,C){return this.update(H,C)}update(H,C){return this.render(...C)}}});var x0,a3,A3,Y,_,s0,d3,p3,U1,n3=n(()=>{K();({I:x0}=z2),a3=M=>M,A3=()=>document.createComment(""),Y=(M,H,C)=>{let V=M._$AA.parentNode,L=H===void 0?M._$AB:H._$AA;if(C===void 0){let r=V.insertBefore(A3(),L),e=V.insertBefore(A3(),L);C=new x0(r,e,M,M.options)}else{let r=C._$AB.nextSibling,e=C._$AM,i=e!==M;if(i){let t;C._$AQ?.(M),C._$AM=M,C._$AP!==void 0&&(t=M._$AU)!==e._$AU&&C._$AP(t)}if(r!==L||i){let t=C._$AA;for(;t!==r;){let o=a3(t).nextSibling;a3(V).insertBefore(t,L),t=o}}}return C},_=(M,H,C=M)=>(M._$AI(H,C),M),s0={},d3=(M,H=s0)=>M._$AH=H,p3=M=>M._$AH,U1=M=>{M._$AR(),M._$AA.remove()}});var m3,l3,v3=n(()=>{K();o3();n3();m3=(M,H,C)=>{let V=new Map;for(let L=H;L<=C;L++)V.set(M[L],L);return V},l3=i3(class extends W1{constructor(M){if(super(M),M.type!==t3.CHILD)throw Error("repeat() can only be used in text expressions")}dt(M,H,C){let V;C===void 0?C=H:H!==void 0&&(V=H);let L=[],r=[],e=0;for(let i of M)L[e]=V?V(i,e):e,r[e]=C(i,e),e++;return{values:r,keys:L}}render(M,H,C){return this.dt(M,H,C).values}update(M,[H,C,V]){let L=p3(M),{values:r,keys:e}=this.dt(H,C,V);if(!Array.isArray(L))return this.ut=e,r;let i=this.ut??=[],t=[],o,d,a=0,l=L.length-1,m=0,u=r.length-1;for(;a<=l&&m<=u;)if(L[a]===null)a++;else if(L[l]===null)l--;else if(i[a]===e[m])t[m]=_(L[a],r[m]),a++,m++;else if(i[l]===e[u])t[u]=_(L[l],r[u]),l--,u--;else if(i[a]===e[u])t[u]=_(L[a],r[u]),Y(M,t[u+1],L[a]),a++,u--;else if(i[l]===e[m])t[m]=_(L[l],r[m]),Y(M,L[a],L[l]),l--,m++;else if(o===void 0&&(o=m3(e,m,u),d=m3(i,a,l)),o.has(i[a]))if(o.has(i[l])){let g=d.get(e[m]),Y1=g!==void 0?L[g]:null;if(Y1===null){let k2=Y(M,L[a]);_(k2,r[m]),t[m]=k2}else t[m]=_(Y1,r[m]),Y(M,L[a],Y1),L[g]=null;m++}else U1(L[l]),l--;else U1(L[a]),a++;for(;m<=u;){let g=Y(M,t[u+1]);_(g,r[m]),t[m++]=g}for(;a<=l;){let g=L[a++];g!==null&&U1(g)}return this.ut=e,d3(M,t),y}})});var x3=n(()=>{v3()});function s3(M){return M.currentTarget.dataset.key??""}var n1,Z0,u0,S0,c0,G1,h0,g0,O0,Q1,Z3=n(()=>{"use strict";h();x3();T();S2();F();$();n1={day:44,event:80,gap:48,end:56,loading:56,more:64},Z0=240,u0=80,S0=1600,c0=3,G1=8,h0=200,g0=10*6e4,O0=200,Q1=class extends Z{constructor(){super();this.layout=new p1([],n1);this.top=0;this.extent=0;this.rushing=!1;this.focused=null;this.movedByUser=!1;this.dayKey="";this.withPictures=new Set;this.broken=new Set;this.loadedPictures=new Set;this.resize=new ResizeObserver(()=>this.measure());this.onMoved=()=>{this.movedByUser=!0};this.onScroll=()=>{let C=this.scroller;if(!C)return;let V=this.top;this.top=C.scrollTop,this.top>G1!=V>G1&&this.send("held",this.top>G1),this.rushing=Math.abs(this.top-V)>this.extent,clearTimeout(this.settle),this.settle=setTimeout(()=>{this.rushing=!1,this.requestUpdate()},h0),this.requestUpdate()};this.release=()=>{this.scrollTo({top:0}),this.send("release")};this.searchOn=()=>this.send("search-on");this.onFocus=C=>{this.focused=s3(C),this.requestUpdate()};this.open=C=>this.send("open-event",s3(C));this.onBroken=C=>{let V=C.currentTarget,L=V.getAttribute("src");L!==null&&(this.broken.add(L),this.requestUpdate(),this.send("picture-refused",V.closest("[data-key]")?.dataset.key))};this.onKey=C=>{let V=this.layout.rows.filter(d=>d.kind==="event"),L=C.target.closest("[data-key]"),r=V.findIndex(d=>d.key===L?.dataset.key),e=Math.max(1,Math.floor(this.extent/n1.event)-1),t={ArrowDown:r+1,ArrowUp:r-1,PageDown:r+e,PageUp:r-e,Home:0,End:V.length-1}[C.key];if(t===void 0||r<0||C.altKey||C.ctrlKey||C.metaKey)return;C.preventDefault(),this.movedByUser=!0;let o=V[Math.min(Math.max(t,0),V.length-1)];o&&this.focusRow(o.key)};this.rows=[]}static{this.properties={rows:{attribute:!1},format:{attribute:!1},showCamera:{attribute:!1},isRecorded:{attribute:!1},newCount:{attribute:!1},now:{attribute:!1},busy:{attribute:!1}}}connectedCallback(){super.connectedCallback(),this.resize.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearTimeout(this.settle)}get scroller(){return this.renderRoot.querySelector(".scroller")}measure(){let C=this.scroller;C&&(this.extent=C.clientHeight,this.requestUpdate())}willUpdate(C){if(C.has("rows")){this.layout=new p1(this.rows,n1);let V=this.rows.slice(0,O0).filter(L=>L.kind==="event");this.withPictures=new Set(V.filter(({item:L})=>L.event.picture).map(({item:L})=>L.event.event_type)),this.style.setProperty("--content-height",`${this.layout.height+16}px`)}}render(){let C=Math.max(this.extent,300),V=(S0-C)/2,L=Math.min(Math.max(V,u0),Z0),[r,e]=this.layout.between(this.top-L,this.top+C+L),i=this.layout.rows.slice(r,e),t=this.layout.dayAt(this.top+1);return A`
      <div
        class="scroller"
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
        @wheel=${{handleEvent:this.onMoved,passive:!0}}
        @touchmove=${{handleEvent:this.onMoved,passive:!0}}
        @pointerdown=${this.onMoved}
      >
        <div
          class="space"
          role="region"
          aria-label=${this.format.text("events")}
          aria-busy=${this.busy?"true":"false"}
          style="height:${this.layout.height}px"
        >
          ${l3(i,o=>o.key,(o,d)=>this.row(o,this.layout.top(r+d)))}
        </div>
      </div>
      ${t&&this.top>G1?A`<div class="current day" aria-hidden="true">${this.format.day(t,this.now)}</div>`:p}
      ${this.newCount>0?A`<button class="new" @click=${this.release}>
            ${this.format.text("new_events",{count:this.format.number(this.newCount)})}
          </button>`:p}
    `}row(C,V){let L=`transform:translateY(${V}px)`;switch(C.kind){case"day":return A`<h2 class="row day" style=${L}>${this.format.day(C.day,this.now)}</h2>`;case"event":return this.event(C.item,C.position,L);case"gap":return A`<p class="row gap" style=${L}>
          ${x(v.alert)}
          <span>
            ${this.format.text("gap",{start:this.format.moment(Date.parse(C.gap.start),this.now),end:this.format.moment(Date.parse(C.gap.end),this.now),count:this.format.number(C.gap.recovered)})}
          </span>
        </p>`;case"more":return A`<div class="row note" style=${L}>
          <button class="button" @click=${this.searchOn}>${this.format.text("search_on")}</button>
        </div>`;default:return A`<p class="row note" style=${L}>
          ${C.kind==="end"?this.format.text("end"):A`<span class="spinner"></span>`}
        </p>`}}event(C,V,L){let{event:r,at:e,key:i}=C,t=this.format.relative(e,this.now),o=this.showCamera?this.format.camera(r.entity_id):"",d=B(r.event_type);return A`<button
      class="row event"
      style=${L}
      data-key=${i}
      tabindex=${this.isCurrent(i,V)?0:-1}
      @focus=${this.onFocus}
      @click=${this.open}
    >
      ${this.thumbnail(r)}
      <span class="main">
        <span class="title">
          ${r.picture===null?p:x(d)}
          <b class="foreign">${this.format.type(r.event_type,r.name)}</b>
          <time datetime=${r.time}>${this.format.clock(e)}</time>
        </span>
        <span class="sub foreign">${o}${o?" · ":""}${t}</span>
        ${this.chips(C)}
      </span>
    </button>`}thumbnail(C){let{picture:V}=C;return V!==null&&!this.broken.has(V)&&(!this.rushing||this.loadedPictures.has(V))?(this.loadedPictures.add(V),A`<img
      class="thumb"
      alt=""
      decoding="async"
      src=${V}
      @error=${this.onBroken}
    />`):A`<span class="thumb">${x(B(C.event_type))}</span>`}chips(C){let{event:V,at:L}=C,r=[];V.late&&r.push(["late","late"]),V.reviewed&&r.push(["reviewed","reviewed"]),this.isRecorded(C)===!1&&r.push(["plain","no_recording"]);let e=this.now-L,i=e>=0&&e<g0&&this.withPictures.has(V.event_type);V.picture===null&&i&&r.push(["plain","picture_to_come"]);let t=s(V.metadata[d1],120),o=t?[]:$1(V.metadata,V.event_type).slice(0,c0);return r.length+o.length===0&&!t?p:A`<span class="chips">
      ${r.map(([d,a])=>A`<i class=${d}>${this.format.text(a)}</i>`)}
      ${o.map(([d,a])=>A`<i class="tag foreign">${K5(d,a)}</i>`)}
      ${t?A`<i class="caption foreign">${t}</i>`:p}
    </span>`}isCurrent(C,V){return this.focused===null?V===0:C===this.focused}updated(C){C.has("rows")&&!this.rows.some(L=>L.key===this.focused)&&this.focused!==null&&(this.focused=null,this.requestUpdate()),this.reportDay(),this.askForMore()}reportDay(){let C=this.layout.dayAt(this.top+1);!C||C.key===this.dayKey||this.rushing||!this.movedByUser||(this.dayKey=C.key,this.send("day-shown",C))}askForMore(){this.rows.at(-1)?.kind==="loading"&&this.top+this.extent*2>=this.layout.height&&this.send("more")}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}scrollTo(C,V=0){let L=typeof C=="number"?V:C.top;this.scroller?.scrollTo({top:L}),this.onScroll()}scrollToTime(C){let V=this.layout.indexBefore(C);this.movedByUser=!1,this.dayKey="",V>=0&&this.scrollTo({top:Math.max(0,this.layout.top(V)-n1.day)})}async focusRow(C){this.focused=C;let V=this.layout.rows.findIndex(i=>i.key===C),L=this.layout.top(V),r=this.layout.top(V+1),e=n1.day;V<=1?this.scrollTo({top:0}):L-e<this.top?this.scrollTo({top:L-e}):r>this.top+this.extent&&this.scrollTo({top:r-this.extent}),this.requestUpdate(),await this.updateComplete,this.focusKey(C)}focusKey(C){[...this.renderRoot.querySelectorAll("[data-key]")].find(L=>L.dataset.key===C)?.focus({preventScroll:!0})}static{this.styles=[c,S`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
      }
      .scroller {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
        overflow-anchor: none;
        scrollbar-width: thin;
        scrollbar-color: var(--scrollbar-thumb-color, var(--divider-color)) transparent;
      }
      .space {
        position: relative;
        contain: layout;
      }
      .row {
        position: absolute;
        inset: 0 0 auto;
        margin: 0;
        contain: layout style;
      }
      .day {
        height: 44px;
        padding: 14px 16px 6px;
        font-size: 14px;
        font-weight: 500;
        line-height: 24px;
        color: var(--secondary-text-color);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .current {
        position: absolute;
        inset: 0 12px auto 0;
        padding-top: 12px;
        background-color: var(--ha-card-background, var(--card-background-color));
      }
      .event {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        height: 80px;
        padding: 6px 16px;
        text-align: start;
      }
      .event:hover {
        background-color: var(--secondary-background-color);
      }
      .event:focus-visible {
        outline-offset: -3px;
        border-radius: var(--ha-border-radius-md, 8px);
      }
      .thumb {
        display: flex;
        align-items: center;
        justify-content: center;
        width: 112px;
        height: 63px;
        flex: none;
        object-fit: cover;
        border-radius: var(--ha-border-radius-md, 8px);
        color: var(--secondary-text-color);
        background-color: var(--secondary-background-color);
      }
      .thumb .icon {
        width: 28px;
        height: 28px;
        opacity: 0.7;
      }
      .main {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-width: 0;
        line-height: 20px;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: 15px;
      }
      .title .icon {
        width: 18px;
        height: 18px;
        color: var(--primary-color);
      }
      .title b {
        flex: 1;
        min-width: 0;
        font-weight: 500;
      }
      .title b,
      .sub,
      .caption,
      .tag {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      time {
        font-size: 13px;
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
      .sub {
        font-size: 13px;
        color: var(--secondary-text-color);
      }
      .chips {
        display: flex;
        gap: 4px;
        margin-top: 2px;
        overflow: hidden;
        mask-image: linear-gradient(to left, transparent, black 16px);
      }
      .chips:dir(rtl) {
        mask-image: linear-gradient(to right, transparent, black 16px);
      }
      .chips i {
        flex: none;
        max-width: 200px;
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
        background-color: var(--secondary-background-color);
        color: var(--primary-text-color);
      }
      .event:hover .chips i {
        background-color: var(--divider-color);
      }
      .chips .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .chips .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .chips .caption {
        max-width: none;
        flex: 0 1 auto;
        min-width: 0;
        padding: 0;
        background: none !important;
        color: var(--secondary-text-color);
      }
      .gap {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 48px;
        padding: 4px 16px;
        font-size: 12px;
        line-height: 16px;
      }
      .gap .icon {
        color: var(--warning-color);
      }
      .note {
        display: flex;
        align-items: center;
        justify-content: center;
        height: 56px;
        font-size: 13px;
        color: var(--secondary-text-color);
      }
      .spinner {
        width: 24px;
        height: 24px;
        border: 3px solid var(--divider-color);
        border-top-color: var(--primary-color);
        border-radius: 50%;
        animation: turn 1s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 360deg;
        }
      }
      .new {
        position: absolute;
        inset: 44px 0 auto;
        width: fit-content;
        margin: auto;
        padding: 0 16px;
        height: 36px;
        border-radius: 18px;
        font-size: 14px;
        font-weight: 500;
        color: var(--text-primary-color, #fff);
        background-color: var(--primary-color);
        box-shadow: 0 2px 8px rgba(0, 0, 0, 0.3);
      }
      @container card (max-width: 400px) {
        .thumb {
          width: 88px;
          height: 56px;
        }
        .event {
          gap: 10px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .spinner {
          animation-duration: 4s;
        }
      }
    `]}}});var z1,u3=n(()=>{"use strict";h();q();o1();T();F();$();z1=class extends Z{constructor(){super();this.onMark=()=>this.renderRoot.querySelector("vxg-events-mark")?.show();this.element=null,this.said=""}static{this.properties={cameras:{attribute:!1},camera:{attribute:!1},format:{attribute:!1},active:{attribute:!1},mayControl:{attribute:!1},element:{state:!0},said:{state:!0}}}set hass(C){this.present=C,this.element&&(this.element.hass=C);let V=this.renderRoot?.querySelector("vxg-events-mark");V&&(V.hass=C)}willUpdate(C){(C.has("camera")||C.has("active"))&&(this.element=null,this.active&&this.camera&&this.build(this.camera))}async build(C){let V=await window.loadCardHelpers?.();if(!V||C!==this.camera||!this.active)return;let L=V.createCardElement({type:"picture-entity",entity:C,camera_view:"live",show_name:!1,show_state:!1});L.hass=this.present,this.element=L}render(){return A`
      ${this.cameras.length>1?this.cameraChips():p}
      <div class="view">${this.element}</div>
      ${this.mayControl?this.buttons():p}
      <p class="said" role="status">${this.said}</p>
    `}cameraChips(){return A`<div class="chips" role="group" aria-label=${this.format.text("cameras")}>
      ${this.cameras.map(C=>A`<button
          class="chip"
          aria-pressed=${C===this.camera?"true":"false"}
          @click=${()=>this.dispatchEvent(new CustomEvent("camera-picked",{detail:C}))}
        >
          <span class="foreign">${this.format.camera(C)}</span>
        </button>`)}
    </div>`}buttons(){let C=this.present,V=C?B5(C,this.camera):[];return A`<div class="chips" role="group" aria-label=${this.format.text("create_event")}>
        ${V.map(L=>this.button(L))}
        <button class="chip" @click=${this.onMark}>
          ${x(v.create)}${this.format.text("create_event")}…
        </button>
      </div>
      <vxg-events-mark
        .hass=${C}
        .format=${this.format}
        .camera=${this.camera}
        .types=${C?b1(C,[this.camera]):[]}
      ></vxg-events-mark>`}button({entity_id:C,translation_key:V,name:L}){let r=String(this.present?.states[C]?.attributes.friendly_name??C),e=this.format.camera(this.camera),i=L??(r.startsWith(`${e} `)?r.slice(e.length+1):r);return A`<button class="chip" @click=${()=>this.press(C)}>
      ${x(V==="trigger"?v.trigger:v.create)}
      <span class="foreign">${s(i,60)}</span>
    </button>`}async press(C){if(this.present)try{await F5(this.present,C),this.said=""}catch(V){this.said=s(R(V),300)}}static{this.styles=[c,S`
      :host {
        display: block;
      }
      .view {
        aspect-ratio: 16 / 9;
        max-height: 60vh;
        overflow: hidden;
        background-color: var(--secondary-background-color);
        --ha-card-border-width: 0;
        --ha-card-border-radius: 0;
        --ha-card-box-shadow: none;
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 8px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        margin: 0;
        padding: 0 16px;
        font-size: 14px;
        color: var(--error-color);
      }
    `]}}});var K1,S3=n(()=>{"use strict";h();q();T();F();$();K1=class extends Z{constructor(){super();this.close=()=>this.dialog?.close();this.onSubmit=async C=>{C.preventDefault();let V=new FormData(C.currentTarget),L=r=>String(V.get(r)??"").trim();if(!(!this.hass||L("type")==="")){this.working=!0,this.said="";try{await R5(this.hass,this.camera,L("type"),L("text")),this.close()}catch(r){this.said=s(R(r),300)}this.working=!1}};this.types=[],this.working=!1,this.said=""}static{this.properties={format:{attribute:!1},camera:{attribute:!1},types:{attribute:!1},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}show(){this.said="",this.renderRoot.querySelector("form")?.reset(),this.dialog?.showModal()}render(){let{format:C}=this;return A`<dialog aria-labelledby="title" @keydown=${V=>V.stopPropagation()}>
      <header>
        <button class="icon-button" aria-label=${C.text("close")} @click=${this.close}>
          ${x(v.close)}
        </button>
        <h2 id="title">
          ${C.text("create_event")} · <span class="foreign">${C.camera(this.camera)}</span>
        </h2>
      </header>
      <form @submit=${this.onSubmit}>
        <label>
          ${C.text("event_type")}
          <input name="type" required maxlength="100" autocomplete="off" list="types" />
        </label>
        <datalist id="types">
          ${this.types.map(V=>A`<option value=${V}>${C.type(V)}</option>`)}
        </datalist>
        <label>
          ${C.text("note")}
          <input name="text" maxlength="255" autocomplete="off" />
        </label>
        <p class="said" role="alert">${this.said}</p>
        <div class="actions">
          <button type="button" class="button plain" @click=${this.close}>
            ${C.text("cancel")}
          </button>
          <button class="button" ?disabled=${this.working}>${C.text("create")}</button>
        </div>
      </form>
    </dialog>`}static{this.styles=[c,f1,S`
      dialog {
        width: min(480px, 100vw - 32px);
      }
      @media (max-width: 600px) {
        dialog {
          width: min(480px, 100vw - 32px);
          height: fit-content;
          border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
        }
      }
      form {
        padding: 8px 24px 16px;
      }
      label {
        display: block;
        margin-bottom: 16px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
      input {
        display: block;
        width: 100%;
        height: 48px;
        margin-top: 4px;
        padding: 0 16px;
        border: 1px solid var(--outline-color, var(--divider-color));
        border-radius: var(--ha-border-radius-md, 8px);
        font: inherit;
        font-size: 16px;
        color: var(--primary-text-color);
        background-color: var(--secondary-background-color);
      }
      .said {
        min-height: 20px;
        margin: 0;
        font-size: 14px;
        color: var(--error-color);
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
      .plain {
        background: none;
      }
    `]}}});var q1,c3=n(()=>{"use strict";h();q();T();F();$();q1=class extends Z{constructor(){super();this.shownKey="";this.onReview=()=>this.act(async(C,V)=>{await E5(C,V,V.reviewed),this.send("reviewed",{...V,reviewed:!V.reviewed})});this.onClip=()=>(this.said=this.format.text("saving_clip"),this.act(async(C,V)=>(await D5(C,V),this.format.text("clip_saved"))));this.onVideoError=()=>{this.failed=!0,this.send("media-refused")};this.onClose=()=>{this.event&&this.send("closed")};this.onBackdrop=C=>{let V=this.dialog;if(C.target!==V||!V)return;let{left:L,right:r,top:e,bottom:i}=V.getBoundingClientRect(),{clientX:t,clientY:o}=C;(t<L||t>r||o<e||o>i)&&this.onClose()};this.onKey=C=>{if(C.stopPropagation(),C.target.tagName==="VIDEO")return;let L=getComputedStyle(this).direction==="rtl"?"ArrowRight":"ArrowLeft";C.key!=="ArrowLeft"&&C.key!=="ArrowRight"||(C.key===L?this.hasNewer:this.hasOlder)&&this.send(C.key===L?"newer":"older")};this.event=null,this.failed=!1,this.working=!1,this.said=""}static{this.properties={event:{attribute:!1},format:{attribute:!1},mayControl:{attribute:!1},hasNewer:{attribute:!1},hasOlder:{attribute:!1},now:{attribute:!1},isRecorded:{attribute:!1},failed:{state:!0},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}willUpdate(C){if(!C.has("event"))return;let V=this.event?`${this.event.entity_id} ${this.event.event_id}`:"";V!==this.shownKey?(this.failed=!1,this.said="",this.shownKey=V):C.get("event")?.video!==this.event?.video&&(this.failed=!1)}updated(C){if(!C.has("event"))return;let V=this.dialog;this.event&&V&&!V.open&&V.showModal(),!this.event&&V?.open&&V.close()}render(){let{event:C,format:V}=this;if(!C)return A`<dialog></dialog>`;let L=Date.parse(C.time);return A`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @click=${this.onBackdrop}
      @keydown=${this.onKey}
    >
      <header>
        <button class="icon-button" aria-label=${V.text("close")} @click=${this.onClose}>
          ${x(v.close)}
        </button>
        <h2 id="title">
          <span class="foreign">${V.type(C.event_type,C.name)}</span> ·
          <span class="foreign">${V.camera(C.entity_id)}</span>
        </h2>
      </header>
      <div class="stage">
        ${this.video(C)}
        ${this.step("newer","previous",v.left,this.hasNewer)}
        ${this.step("older","next",v.right,this.hasOlder)}
      </div>
      <div class="body">
        <p class="when">
          ${x(B(C.event_type))}
          <time datetime=${C.time}>${V.daySeconds(L,this.now)}</time>
          ${C.late?A`<i class="late">${V.text("late")}</i>`:p}
          ${C.reviewed?A`<i class="reviewed">${V.text("reviewed")}</i>`:p}
        </p>
        ${this.tags(C)}
        <div class="actions">${this.buttons(C)}</div>
        <p class="said" role="status">${this.said}</p>
      </div>
    </dialog>`}video(C){return C.video===null||this.failed?A`${C.picture?A`<img alt="" src=${C.picture} />`:A`<div class="nothing">${x(B(C.event_type))}</div>`}
        <p class="failed" role="status">
          ${C.video===null?p:this.format.text(this.isRecorded===!1?"no_recording":"video_failed")}
        </p>`:A`<video
      controls
      autoplay
      playsinline
      preload="metadata"
      poster=${C.picture??p}
      src=${C.video}
      @error=${this.onVideoError}
    ></video>`}step(C,V,L,r){return A`<button
      class="icon-button ${C}"
      aria-label=${this.format.text(V)}
      title=${this.format.text(V)}
      ?disabled=${!r}
      @click=${()=>this.send(C)}
    >
      ${x(L)}
    </button>`}tags(C){let V=s(C.metadata[d1],1e3),L=$1(C.metadata,C.event_type).slice(0,60);return A`${V?A`<p class="caption foreign">${V}</p>`:p}
    ${L.length>0?A`<div class="tags" role="group" aria-label=${this.format.text("metadata")}>
          ${L.map(([r,e])=>this.tag(r,e))}
        </div>`:p}`}tag(C,V){let L=s(C,60),r=s(V,200);return A`<button
      class="chip"
      title=${this.format.text("filter_by",{tag:L})}
      @click=${()=>this.send("tag-picked",C)}
    >
      <span class="foreign">${L}</span>
      ${r===""?p:A`<b class="foreign">${r}</b>`}
    </button>`}buttons(C){let{format:V}=this,L=C.video!==null,r=C.reviewed?"mark_unreviewed":"mark_reviewed";return A`
      ${this.mayControl?A`<button class="button" ?disabled=${this.working} @click=${this.onReview}>
            ${x(C.reviewed?v.reviewed:v.review)}${V.text(r)}
          </button>`:p}
      ${L&&this.mayControl?A`<button class="button" ?disabled=${this.working} @click=${this.onClip}>
            ${x(v.save)}${V.text("save_clip")}
          </button>`:p}
      ${L?A`<a class="button" href=${C.video} download=${this.fileName(C)}>
            ${x(v.download)}${V.text("download")}
          </a>`:p}
    `}fileName(C){return`${`${C.entity_id.replace(/^camera\./,"")}_${C.time}`.replace(/[^\w-]+/g,"-")}.mp4`}async act(C){let{hass:V,event:L}=this;if(!V||!L)return;this.working=!0;let r;try{r=await C(V,L)??""}catch(e){r=s(R(e),300)}this.working=!1,L.event_id===this.event?.event_id&&(this.said=r)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[c,f1,S`
      .stage {
        position: relative;
        flex: 0 1 auto;
        min-height: 0;
        display: flex;
        align-items: center;
        justify-content: center;
        aspect-ratio: 16 / 9;
        background-color: #000;
      }
      video,
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .nothing .icon {
        width: 64px;
        height: 64px;
        color: #9e9e9e;
      }
      .failed {
        position: absolute;
        inset: auto 0 0;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        text-align: center;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.7);
      }
      .failed:empty {
        display: none;
      }
      .stage .icon-button {
        position: absolute;
        inset-block: 0 0;
        margin-block: auto;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.5);
      }
      .stage .icon-button:hover:not(:disabled) {
        background-color: rgba(0, 0, 0, 0.8);
      }
      .stage .icon-button:disabled {
        visibility: hidden;
      }
      .newer {
        inset-inline-start: 8px;
      }
      .older {
        inset-inline-end: 8px;
      }
      :host(:dir(rtl)) .stage .icon {
        transform: scaleX(-1);
      }
      .body {
        flex: 1 1 auto;
        overflow-y: auto;
        padding: 12px 24px 4px;
      }
      .body p {
        margin: 0 0 12px;
      }
      .when {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        font-size: 15px;
      }
      .when .icon {
        color: var(--primary-color);
      }
      .when i {
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
      }
      .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .caption {
        line-height: 1.5;
      }
      .tags,
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .tags .chip {
        max-width: 100%;
      }
      .tags .chip span {
        color: var(--secondary-text-color);
      }
      .tags b {
        min-width: 0;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        min-height: 20px;
        line-height: 20px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
    `]}}});function c2(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function g3(M){return M.slice(M.indexOf(".")+1)}function h2(M,H){if(!H.entities?.length)return e1(M);let C=H.entities.map(V=>t1(M,V));return[...new Set(C.filter(V=>V!==void 0))]}function f0(M,H){let C=new Map;for(let V of H){let L=M.areas[P5(M,V)??""]?.name??"";C.set(L,[...C.get(L)??[],V])}return[...C].sort(([V],[L])=>+(V==="")-+(L==="")||V.localeCompare(L,M.language))}function y0(M){return{type:"picture-entity",entity:M,camera_view:"auto",show_state:!1,tap_action:{action:"navigate",navigation_path:g3(M)},grid_options:{columns:6,rows:"auto"}}}function O3(M,H,C){let V=f0(M,H),L=C(V.length>1?"other_cameras":"cameras");return{title:C("overview"),path:"cameras",icon:"mdi:cctv",type:"sections",max_columns:3,sections:[...V.map(([r,e])=>({type:"grid",cards:[{type:"heading",heading:r||L},...e.map(y0)]})),g2(H,C,!1)]}}function k0(M,H){let C=["binary_sensor","switch","select","sensor"];return i1(M,H).filter(({entity_id:V,hidden:L,entity_category:r})=>C.includes(w(V))&&!L&&!r&&M.states[V]).sort((V,L)=>C.indexOf(w(V.entity_id))-C.indexOf(w(L.entity_id))||V.entity_id.localeCompare(L.entity_id)).map(({entity_id:V})=>({type:"tile",entity:V,name:c2(M,V).replace(`${c2(M,H)} `,"")}))}function f3(M,H,C){let V=k0(M,H);return{title:c2(M,H),path:g3(H),type:"sections",max_columns:3,sections:[{type:"grid",column_span:2,cards:[{type:h3,entities:[H],...D,grid_options:{columns:"full",rows:"auto"}}]},...V.length>0?[{type:"grid",cards:[{type:"heading",heading:C("states")},...V]}]:[]]}}function g2(M,H,C){return{type:"grid",cards:[{type:"heading",heading:H("events"),icon:"mdi:timeline-text-outline"},{type:h3,entities:M,...D,show_live:C}]}}var h3,y3=n(()=>{"use strict";o1();E1();h3="custom:vxg-events-card"});var O2,j1,X1,k3=n(()=>{"use strict";A1();y3();O2=M=>E(M)||M,j1=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){await X(C);let V=h2(C,H);return{views:[O3(C,V,O2),...V.map(L=>f3(C,L,O2))]}}static getCreateSuggestions(){return{title:E("cameras")||"Cameras",icon:"mdi:cctv"}}},X1=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){await X(C);let V=h2(C,H);return g2(V,O2,V.length===1)}}});var P0={};function P(M,H){return customElements.get(M)?!1:(customElements.define(M,H),!0)}function f2(M,H){return{get name(){return E(M)||"VXG"},get description(){return E(H)},documentationURL:b0}}function y2(M,H){return Object.defineProperties(H,Object.getOwnPropertyDescriptors(M))}var b0,w0,b3=n(()=>{"use strict";k5();o1();r3();E1();e3();Z3();u3();S3();c3();k3();A1();b0="https://github.com/lens-and-latch/home-assistant-vxg/blob/main/docs/dashboards.md",w0=["camera","event","image"];P("vxg-events-list",Q1);P("vxg-events-bar",k1);P("vxg-events-filters",N1);P("vxg-events-mark",K1);P("vxg-events-live",z1);P("vxg-events-player",q1);P("vxg-events-card",I1)&&(window.customCards??=[],window.customCards.push(y2(f2("card_name","card_description"),{type:"vxg-events-card",preview:!0,getEntitySuggestion:(M,H)=>{let C=w0.includes(w(H))?t1(M,H):void 0;return C?{config:{type:"custom:vxg-events-card",entities:[C],...D}}:null}})),G5());window.customStrategies??=[];P("ll-strategy-dashboard-vxg",j1)&&window.customStrategies.push(y2(f2("dashboard_name","dashboard_description"),{type:"vxg",strategyType:"dashboard"}));P("ll-strategy-section-vxg",X1)&&window.customStrategies.push(y2(f2("section_name","section_description"),{type:"vxg",strategyType:"section"}))});var w3="home-assistant";document.readyState==="loading"&&await new Promise(M=>document.addEventListener("DOMContentLoaded",M));document.querySelector(w3)&&await customElements.whenDefined(w3);await Promise.resolve().then(()=>(b3(),P0));
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
